#include "translator/prerequisites.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "translator/gke_names.h"
#include "translator/report.h"
#include "translator/served.h"

namespace translator {
namespace {

constexpr std::size_t kLongestName = 63;
constexpr std::string_view kGlobal = "--global";
constexpr std::string_view kRegional = "--region=\"$REGION\"";

// The name when a resource of Google can have it (RFC 1035), else a placeholder.
std::string safe_name(const std::string& name) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto is_inner = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; };
  const bool good = !name.empty() && name.size() <= kLongestName && is_letter(name.front()) &&
                    name.back() != '-' && std::all_of(name.begin(), name.end(), is_inner);
  return good ? name : "\"$NAME\"";
}

// The same for names of Kubernetes (RFC 1123), which may begin with a digit and hold dots.
std::string safe_cluster_name(const std::string& name) {
  const bool good =
      !name.empty() && name.front() != '-' && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
      });
  return good ? name : "\"$NAME\"";
}

std::string line(std::string_view command, std::string_view rest) {
  return fmt::format("gcloud compute {} --project=\"$PROJECT\" {}", command, rest);
}

std::string create(std::string_view what, const std::string& name, std::string_view rest) {
  return line(fmt::format("{} create {}", what, safe_name(name)), rest);
}

// Of the object and its companions.
struct Needs {
  std::string object;
  bool internal = false;
  std::vector<Prerequisite> found;

  void add(std::string id, std::string reason, std::string command) {
    found.push_back({.id = std::move(id),
                     .reason = std::move(reason),
                     .command = std::move(command),
                     .objects = {object}});
  }
  [[nodiscard]] std::string scope() const { return std::string(internal ? kRegional : kGlobal); }
};

void of_ingress(const Json& ingress, Needs& needs) {
  if (needs.internal) {
    needs.add("proxy-only-subnet",
              "Internal Ingresses (class gce-internal) need one proxy-only subnet in the region "
              "and network of the cluster; without it they never get an address.",
              line("networks subnets create proxy-only",
                   "--purpose=REGIONAL_MANAGED_PROXY --role=ACTIVE --network=\"$NETWORK\" "
                   "--region=\"$REGION\" --range=\"$PROXY_RANGE\""));
  }
  for (const std::string& name : reserved_addresses(ingress)) {
    needs.add("address",
              needs.internal ? fmt::format("The internal address {} must exist, for ports 80 and "
                                           "443 together: without it GKE makes no load balancer.",
                                           name)
                             : fmt::format("The global address {} must exist: without it GKE "
                                           "makes no load balancer.",
                                           name),
              create("addresses", name,
                     needs.internal ? "--region=\"$REGION\" --subnet=\"$SUBNET\" "
                                      "--purpose=SHARED_LOADBALANCER_VIP"
                                    : kGlobal));
  }
  const auto certificates = annotation(ingress, kPreSharedCertAnnotation);
  for (const std::string& name : names_in(certificates.value_or(""))) {
    needs.add(
        "certificate",
        fmt::format("The certificate {} must exist, with the key for the hosts of the "
                    "Ingress; ACM gives out the key of exportable certificates only.",
                    name),
        create("ssl-certificates", name,
               R"(--certificate="$CERTIFICATE_FILE" --private-key="$KEY_FILE" )" + needs.scope()));
  }
}

void of_service(const Json& service, Needs& needs) {
  std::string subnet = "\"$SUBNET\"";
  if (const auto name = subnet_of(service)) {
    subnet = safe_name(*name);
    needs.add("subnet", fmt::format("The subnet {} must exist in the cluster's network.", *name),
              create("networks subnets", *name,
                     R"(--network="$NETWORK" --region="$REGION" --range="$SUBNET_RANGE")"));
  }
  for (const std::string& name : reserved_addresses(service)) {
    needs.add(
        "address",
        fmt::format("The regional address {} must exist: without it the Service gets none.", name),
        create(
            "addresses", name,
            needs.internal ? "--region=\"$REGION\" --subnet=" + subnet : std::string(kRegional)));
  }
}

std::string domains_of(const Json& certificate) {
  std::string domains;
  for (const Json& domain : array_at(certificate, Pointer("/spec/domains"))) {
    domains += (domains.empty() ? "" : ", ") +
               (domain.is_string() ? domain.get<std::string>() : domain.dump());
  }
  return domains;
}

void of_companion(const Companion& companion, Needs& needs) {
  const Json& object = companion.object;
  const std::string& kind = companion.name.kind;
  if (kind == "ManagedCertificate") {
    needs.add("managed-certificate",
              fmt::format("Google issues the certificate for {} only when DNS leads to the new "
                          "load balancer; until then HTTPS fails. Lower the TTL of these names "
                          "now, and let CAA records allow pki.goog.",
                          domains_of(object)),
              "");
  }
  const auto policy = string_at(object, Pointer("/spec/securityPolicy/name"));
  if (kind == "BackendConfig" && policy) {
    needs.add("security-policy",
              fmt::format("The Cloud Armor policy {} must exist, with the rules that replace AWS's "
                          "protection: a new one lets everybody in.",
                          *policy),
              create("security-policies", *policy, "--type=CLOUD_ARMOR " + needs.scope()));
  }
  const auto client = string_at(object, Pointer("/spec/iap/oauthclientCredentials/secretName"));
  if (kind == "BackendConfig" && client) {
    needs.add(
        "oauth-client",
        fmt::format("The Secret {} must exist in namespace {}, with the OAuth client of "
                    "Identity-Aware Proxy: without it GKE makes no load balancer.",
                    *client, companion.name.name_space),
        fmt::format("kubectl create secret generic {} --namespace {} "
                    "--from-literal=client_id=\"$CLIENT_ID\" "
                    "--from-literal=client_secret=\"$CLIENT_SECRET\"",
                    safe_cluster_name(*client), safe_cluster_name(companion.name.name_space)));
  }
  const auto tls = string_at(object, Pointer("/spec/sslPolicy"));
  if (kind == "FrontendConfig" && tls) {
    needs.add("ssl-policy",
              fmt::format("The SSL policy {} must exist, with versions and ciphers as strict as "
                          "those of the policy on AWS.",
                          *tls),
              create("ssl-policies", *tls,
                     "--profile=RESTRICTED --min-tls-version=1.2 " + needs.scope()));
  }
}

}  // namespace

std::vector<Prerequisite> prerequisites_of(const Json& restored,
                                           const std::vector<Companion>& companions) {
  const Served served = served_by_google(restored);
  if (served.addresses == 0) {
    return {};
  }
  Needs needs{.object = kind_of(restored) + " " + label_of(object_name_of(restored)),
              .internal = !served.external,
              .found = {}};
  if (kind_of(restored) == "Ingress") {
    of_ingress(restored, needs);
  } else {
    of_service(restored, needs);
  }
  for (const Companion& companion : companions) {
    of_companion(companion, needs);
  }
  return std::move(needs.found);
}

void merge_into(std::vector<Prerequisite>& all, std::vector<Prerequisite> more) {
  for (Prerequisite& one : more) {
    const auto same = std::find_if(all.begin(), all.end(), [&one](const Prerequisite& other) {
      return other.id == one.id && other.reason == one.reason && other.command == one.command;
    });
    if (same == all.end()) {
      all.push_back(std::move(one));
    } else if (same->objects.back() != one.objects.front()) {
      same->objects.push_back(one.objects.front());
    }
  }
}

std::vector<std::string> variables_of(const std::vector<Prerequisite>& all) {
  using Variable = std::pair<std::string_view, std::string_view>;
  static constexpr std::array kVariables = {
      Variable{"PROJECT",
               "the project of the cluster; of a Shared VPC: the host project for "
               "subnets and internal addresses"},
      Variable{"REGION", "the region of the cluster"},
      Variable{"NETWORK", "the VPC network of the cluster"},
      Variable{"SUBNET", "the subnet that internal addresses are taken from"},
      Variable{"PROXY_RANGE", "an unused range of this network, /23 or larger is advised"},
      Variable{"SUBNET_RANGE", "an unused range of this network"},
      Variable{"CERTIFICATE_FILE", "the certificate with its chain, PEM; another file per line"},
      Variable{"KEY_FILE", "its private key, PEM; another file per line"},
      Variable{"CLIENT_ID", "the id of the OAuth client; another per line"},
      Variable{"CLIENT_SECRET", "its secret; another per line"},
      Variable{"NAME", "the settings or the backup give a name that cannot be taken: another"},
  };
  std::vector<std::string> used;
  for (const auto& [name, meaning] : kVariables) {
    const std::string reference = fmt::format("\"${}\"", name);
    if (std::any_of(all.begin(), all.end(), [&reference](const Prerequisite& one) {
          return one.command.find(reference) != std::string::npos;
        })) {
      used.push_back(fmt::format("{}: {}", name, meaning));
    }
  }
  return used;
}

Json to_json(const Prerequisite& prerequisite) {
  return {{"id", prerequisite.id},
          {"reason", prerequisite.reason},
          {"command", prerequisite.command},
          {"objects", prerequisite.objects}};
}

}  // namespace translator
