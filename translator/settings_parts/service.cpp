#include "translator/settings_parts/parts.h"
#include "translator/settings_parts/values.h"

namespace translator::settings_parts {

void read_service(const Node& node, ServiceSettings& service, Problems& problems) {
  const Section section(node, "service",
                        {"addresses", "subnets", "style", "globalAccess", "resourceLabels"},
                        problems);
  service.addresses = read_names(section, "addresses", kObject, kGoogleName, problems);
  service.subnets = read_names(section, "subnets", kObject, kGoogleName, problems);
  read_word<ServiceStyle>(
      section, "style",
      {{"annotation", ServiceStyle::annotation}, {"class", ServiceStyle::load_balancer_class}},
      "annotation", problems, service.style);
  read_bool(section, "globalAccess", false, problems, service.global_access);
  read_bool(section, "resourceLabels", false, problems, service.resource_labels);
}

}  // namespace translator::settings_parts
