#include "translator/velero_label.h"

#include "translator/gke_names.h"

namespace translator {

std::string velero_label_value(const std::string& name) {
  constexpr std::size_t kLongestLabel = 63;
  constexpr std::size_t kHashDigits = 6;
  return name.size() <= kLongestLabel
             ? name
             : name.substr(0, kLongestLabel - kHashDigits) + sha256_of(name).substr(0, kHashDigits);
}

}  // namespace translator
