#include "translator/leftovers.h"

#include <algorithm>
#include <array>

#include "translator/park.h"
#include "translator/resources.h"

namespace translator {
namespace {

struct Marker {
  std::string_view text;
  std::string_view meaning;
  std::string_view next_step;
};

// The first that is found in a text speaks.
constexpr std::array kMarkers = {
    Marker{".dkr.ecr",
           "An image or registry host of ECR: nodes of GKE have no role of AWS to pull "
           "with.",
           "Give the pods a pull Secret that is renewed, or copy the image to Artifact Registry."},
    Marker{".dkr-ecr",
           "An image or registry host of ECR: nodes of GKE have no role of AWS to pull "
           "with.",
           "Give the pods a pull Secret that is renewed, or copy the image to Artifact Registry."},
    Marker{"eks.amazonaws.com/", "Only EKS reads this: it gives rights on AWS, or places a pod.",
           "Give the workload an identity of Google's, or credentials for AWS, and take it out of "
           "the source."},
    Marker{".elb.", "The host name of a load balancer of AWS.",
           "Replace it by the address of the load balancer on GKE."},
    Marker{"arn:aws", "The name of a resource of AWS.",
           "Decide what takes its place on Google's "
           "side."},
    Marker{"amazonaws.com", "A host name or domain of AWS.",
           "Check whether it can be reached, and "
           "with which credentials."},
    Marker{".on.aws", "A host name of AWS.",
           "Check whether it can be reached, and with which credentials."},
    Marker{"k8s.aws", "Only a controller of AWS reads this.", "Take it out of the source."},
    Marker{"/aws-", "Only AWS, or a tool that drives AWS, reads this.",
           "Take it out of the source, or set what GKE needs instead."},
};

constexpr std::array<std::string_view, 4> kNotLookedAt = {"/data", "/metadata/managedFields",
                                                          "/status", "/stringData"};

const Marker* marker_in(std::string_view text, bool is_key) {
  for (const Marker& marker : kMarkers) {
    const bool host =
        marker.text == ".elb." && text.find("amazonaws.com") == std::string_view::npos;
    const bool keys_only = marker.text == "/aws-" && !is_key;
    if (!host && !keys_only && text.find(marker.text) != std::string_view::npos) {
      return &marker;
    }
  }
  return nullptr;
}

class Sweep {
 public:
  Sweep(const std::vector<Finding>& said, Verdict verdict) : said_(said), verdict_(verdict) {}

  void look_at(const Json& value, const Pointer& path) {
    if (std::find(kNotLookedAt.begin(), kNotLookedAt.end(), path.to_string()) !=
        kNotLookedAt.end()) {
      return;
    }
    if (value.is_string()) {
      report(marker_in(value.get_ref<const std::string&>(), false), path,
             value.get_ref<const std::string&>());
    } else if (value.is_object()) {
      for (const auto& [key, member] : value.items()) {
        look_at_member(key, member, path / key);
      }
    } else if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        look_at(value[i], path / i);
      }
    }
  }

  [[nodiscard]] std::vector<Finding> take() { return std::move(found_); }

 private:
  void look_at_member(const std::string& key, const Json& member, const Pointer& path) {
    if (key == "kubectl.kubernetes.io/last-applied-configuration" ||
        key.compare(0, 11, "eks2gke.io/") == 0) {
      return;
    }
    if (const Marker* marker = marker_in(key, true)) {
      report(marker, path, member.is_string() ? member.get<std::string>() : to_text(member));
    } else {
      look_at(member, path);
    }
  }

  void report(const Marker* marker, const Pointer& path, const std::string& value) {
    if (marker == nullptr) {
      return;
    }
    const std::string key = path.to_string();
    const bool told = std::any_of(said_.begin(), said_.end(), [&](const Finding& finding) {
      return finding.key == key || (finding.key == path.back() && !finding.key.empty());
    });
    if (!told) {
      found_.push_back(say(verdict_, {.key = key,
                                      .from = value,
                                      .message = std::string(marker->meaning) + " It is left as "
                                                                                "it is.",
                                      .next_step = std::string(marker->next_step),
                                      .rule = "leftover"}));
    }
  }

  const std::vector<Finding>& said_;
  Verdict verdict_;
  std::vector<Finding> found_;
};

}  // namespace

std::vector<Finding> leftovers(const Json& result, const std::vector<Finding>& said) {
  // On what decides who gets in, an unknown key may be a protection; elsewhere it is work to do.
  Sweep sweep(said, can_be_parked(result) ? Verdict::unknown : Verdict::needs_action);
  sweep.look_at(result, Pointer());
  return sweep.take();
}

}  // namespace translator
