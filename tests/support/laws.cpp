#include "tests/support/laws.h"

#include <algorithm>
#include <array>
#include <set>

#include "tests/support/aws_oracle.h"
#include "tests/support/gke_limits.h"
#include "tests/support/operators_word.h"
#include "tests/support/routing_oracle.h"
#include "translator/catalogue.h"
#include "translator/ingress_api.h"

namespace support {
namespace {

using translator::Fate;
using translator::Finding;
using translator::ItemTranslation;
using translator::Json;
using translator::Pointer;
using translator::Verdict;

const char* const kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

// What the laws look at.
struct Trial {
  const LawCase& given;
  Json before;
  Json backup_item;
  const ItemTranslation& result;
  Json after;
  std::vector<std::string> broken = {};

  void demand(bool holds, const std::string& law) {
    if (!holds) {
      broken.push_back(law);
    }
  }
  [[nodiscard]] Fate fate() const { return result.translation.fate; }
  [[nodiscard]] bool changed() const {
    return fate() == Fate::translated || fate() == Fate::parked;
  }
};

bool any_finding(const Trial& trial, bool (*wanted)(const Finding&, const std::string&),
                 const std::string& text) {
  const auto& findings = trial.result.translation.findings;
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& finding) { return wanted(finding, text); });
}

bool names_key(const Finding& finding, const std::string& key) {
  return finding.key == key || finding.key == translator::annotation_path(key).to_string();
}

bool quotes(const Finding& finding, const std::string& value) { return finding.from == value; }

bool is_wall(const Finding& finding, const std::string&) {
  return finding.rule == "internal-error";
}

std::vector<std::string> finalizers_of(const Json& object) {
  std::vector<std::string> texts;
  for (const Json& finalizer : translator::array_at(object, Pointer("/metadata/finalizers"))) {
    texts.push_back(finalizer.is_string() ? finalizer.get<std::string>() : finalizer.dump());
  }
  return texts;
}

// Plain json sorts keys: order is no meaning.
nlohmann::json sorted(const Json& value) { return nlohmann::json::parse(value.dump()); }

void bytes_law(Trial& trial) {
  if (!trial.changed()) {
    trial.demand(trial.result.bytes == trial.given.item,
                 "an untouched or skipped item keeps its bytes");
    trial.demand(
        trial.result.translation.companions.empty() && trial.result.translation.patches.empty(),
        "an untouched or skipped item brings nothing else");
    return;
  }
  trial.demand(trial.after == trial.result.translation.object, "bytes and object are the same");
  const auto word = translator::annotation(trial.after, "eks2gke.io/verdict");
  trial.demand(word == (trial.fate() == Fate::parked ? "parked" : "translated"),
               "the verdict is on the object");
  trial.demand(!any_finding(trial, is_wall, ""), "the wall is not reached");
}

void aws_mark_law(Trial& trial) {
  const bool marked = may_be_of_aws(trial.given.item) || may_be_of_aws(trial.given.backup_item);
  const auto& surroundings = trial.given.surroundings;
  const bool before_ingress = translator::kind_of(trial.before) == "Service" &&
                              !surroundings.all("networking.k8s.io", "Ingress").empty();
  const Json* ingress_class = surroundings.find(
      "networking.k8s.io", "IngressClass", "",
      translator::string_at(trial.before, Pointer("/spec/ingressClassName")).value_or(""));
  const bool by_class = ingress_class != nullptr && may_be_of_aws(ingress_class->dump());
  trial.demand(marked || before_ingress || by_class || trial.fate() == Fate::untouched,
               "an object without marks of AWS stays untouched");
}

bool is_entrance(const Json& object) {
  const std::string kind = translator::kind_of(object);
  const std::string version = translator::string_at(object, Pointer("/apiVersion")).value_or("");
  return (kind == "Service" && version.find('/') == std::string::npos) ||
         (kind == "Ingress" && version.rfind("networking.k8s.io/", 0) == 0);
}

void keys_law(Trial& trial) {
  if (!is_entrance(trial.before)) {
    return;
  }
  for (const std::string& key : aws_keys(trial.before)) {
    trial.demand(any_finding(trial, names_key, key), "a finding names the AWS key " + key);
  }
}

bool is_of_aws(const std::string& finalizer) {
  const std::string domain = "." + finalizer.substr(0, finalizer.find('/'));
  const std::string tail = ".k8s.aws";
  return domain.size() >= tail.size() &&
         domain.compare(domain.size() - tail.size(), tail.size(), tail) == 0;
}

void finalizers_law(Trial& trial) {
  const bool restored_by_us =
      trial.fate() != Fate::skipped && translator::action_for(trial.before).has_value();
  const std::vector<std::string> kept = finalizers_of(trial.after);
  for (const std::string& finalizer : finalizers_of(trial.before)) {
    const bool gone = std::find(kept.begin(), kept.end(), finalizer) == kept.end();
    trial.demand(!gone || any_finding(trial, quotes, finalizer),
                 "a finding quotes the removed finalizer " + finalizer);
    trial.demand(gone || !restored_by_us || !is_of_aws(finalizer),
                 "the finalizer " + finalizer + " of AWS is gone");
  }
}

void undo_law(Trial& trial) {
  trial.demand(
      !trial.changed() || sorted(undone(trial.after)) == sorted(without_bookkeeping(trial.before)),
      "eks2gke.io/original is enough to undo everything");
}

void identity_law(Trial& trial) {
  for (const char* path : {"/apiVersion", "/kind", "/metadata/name", "/metadata/namespace",
                           "/metadata/uid", "/metadata/labels", "/metadata/ownerReferences"}) {
    const Json* old_value = translator::find(trial.before, Pointer(path));
    const Json* new_value = translator::find(trial.after, Pointer(path));
    trial.demand((old_value == nullptr) == (new_value == nullptr) &&
                     (old_value == nullptr || *old_value == *new_value),
                 std::string(path) + " stays");
  }
}

// Who writes GKE's own class into an object has decided already.
bool has_class_of_gke(const Json& object) {
  const auto service_class = translator::string_at(object, Pointer("/spec/loadBalancerClass"));
  return translator::annotation(object, "kubernetes.io/ingress.class") == "gce" ||
         service_class.value_or("").rfind("networking.gke.io/", 0) == 0;
}

// As part of a value: a rule may name one entry of a list.
bool is_in_backup(const Trial& trial, const std::string& value) {
  const std::string quoted = Json(value).dump();
  const std::string bare = quoted.substr(1, quoted.size() - 2);
  const auto holds = [&](const Json& object) {
    return object.dump().find(bare) != std::string::npos;
  };
  const auto any = [&](std::string_view group, std::string_view kind) {
    const auto& objects = trial.given.surroundings.all(group, kind);
    return std::any_of(objects.begin(), objects.end(),
                       [&](const auto* object) { return holds(*object); });
  };
  return !value.empty() && (holds(trial.before) || any("networking.k8s.io", "Ingress") ||
                            any("", "Service") || any("elbv2.k8s.aws", "IngressClassParams"));
}

void nothing_opens_law(Trial& trial) {
  if (!is_entrance(trial.before) || !public_on_gke(trial.after)) {
    return;
  }
  trial.demand(trial.fate() != Fate::parked, "what is parked is not public");
  const bool of_aws = trial.changed() || !aws_keys(trial.before).empty();
  if (!of_aws || has_class_of_gke(trial.before)) {
    return;
  }
  const Json* backup_item = trial.backup_item.is_object() ? &trial.backup_item : nullptr;
  const Reach reach = reach_on_aws(trial.before, backup_item, trial.given.surroundings);
  trial.demand(reach == Reach::internet,
               "what was not certainly internet-facing on AWS is not public");
  for (const std::string& key : protections_on_aws(trial.before, trial.given.surroundings)) {
    trial.demand(
        is_answered_for(
            key, translator::namespace_of(trial.before) + "/" + translator::name_of(trial.before),
            trial.result.translation, trial.given.settings,
            [&](const std::string& value) { return is_in_backup(trial, value); }),
        "a public result lost no protection (" + key + ")");
  }
  const auto& findings = trial.result.translation.findings;
  trial.demand(worst_of(findings) < Verdict::invalid || findings.empty(),
               "a public result has only findings that are understood");
}

// HTTPS never becomes plain HTTP, inside the network neither.
void tls_law(Trial& trial) {
  if (translator::kind_of(trial.before) != "Ingress" || trial.fate() != Fate::translated ||
      has_class_of_gke(trial.before) ||
      translator::annotation(trial.after, "kubernetes.io/ingress.class")
              .value_or("")
              .rfind("gce", 0) != 0) {
    return;
  }
  std::vector<Json> companions;
  for (const auto& companion : trial.result.translation.companions) {
    companions.push_back(companion.object);
  }
  const Tls before = tls_on_aws(trial.before, trial.given.surroundings);
  const Tls after = tls_on_gke(trial.after, companions);
  trial.demand(!before.https || after.https, "what was served by HTTPS still is");
  trial.demand(before.plain || !after.plain, "nothing is served by HTTP that was not");
}

// Each request goes where it went on AWS. Where the row says that it is not quite so, a request may
// find nobody, or inside the network another Service; never a Service where there was none.
bool is_right_answer(const Trial& trial, const std::string& aws, const std::string& gke) {
  if (aws == gke) {
    return true;
  }
  const bool told = any_finding(
      trial,
      [](const Finding& finding, const std::string& rule) {
        return finding.rule == rule && finding.verdict == Verdict::approximated;
      },
      "ingress-paths");
  const bool served_on_aws = aws.find(':') != std::string::npos;
  return told && served_on_aws && (gke == "404" || !public_on_gke(trial.after));
}

void routing_law(Trial& trial) {
  const auto name = translator::annotation(trial.after, "kubernetes.io/ingress.class");
  if (translator::kind_of(trial.before) != "Ingress" || trial.fate() != Fate::translated ||
      (name != "gce" && name != "gce-internal") || has_class_of_gke(trial.before)) {
    return;
  }
  const std::vector<Request> requests = requests_around(trial.before);
  const std::vector<std::string> on_aws = answers_on_aws(trial.before, requests);
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const std::string on_gke = answer_on_gke(trial.after, requests[i]);
    trial.demand(is_right_answer(trial, on_aws[i], on_gke),
                 "a request goes where it went on AWS (" + requests[i].host + requests[i].path +
                     ": " + on_aws[i] + ", now " + on_gke + ")");
  }
}

void parked_law(Trial& trial) {
  if (trial.fate() != Fate::parked) {
    return;
  }
  trial.demand(
      trial.result.translation.companions.empty() && trial.result.translation.patches.empty(),
      "what is parked asks for nothing else");
  if (translator::kind_of(trial.after) == "Service") {
    for (const std::string& field : refused_on_cluster_ip(trial.after)) {
      trial.demand(false, "a parked Service is a valid ClusterIP (" + field + ")");
    }
  } else {
    trial.demand(
        translator::annotation(trial.after, "kubernetes.io/ingress.class") == "eks2gke-parked" &&
            translator::find(trial.after, Pointer("/spec/ingressClassName")) == nullptr,
        "a parked Ingress has the class that nobody serves, and no other");
  }
}

void last_applied_law(Trial& trial) {
  const auto before = translator::annotation(trial.before, kLastApplied);
  const auto after = translator::annotation(trial.after, kLastApplied);
  if (!trial.changed() || !before || !after) {
    return;
  }
  const auto old_document = translator::parse_json(*before);
  const auto new_document = translator::parse_json(*after);
  if (!old_document || !old_document->value.is_object() || !new_document) {
    trial.demand(*before == *after, "an unreadable last-applied-configuration stays");
    return;
  }
  trial.demand(aws_keys(new_document->value).empty(), "last-applied holds no key of AWS");
  const auto old_keys = translator::annotation_keys(old_document->value);
  for (const std::string& key : translator::annotation_keys(new_document->value)) {
    trial.demand(std::find(old_keys.begin(), old_keys.end(), key) != old_keys.end(),
                 "last-applied gains no key (" + key + ")");
  }
}

void companion_law(Trial& trial) {
  const auto& translation = trial.result.translation;
  std::set<std::string> names;
  for (const translator::Companion& companion : translation.companions) {
    names.insert(companion.name.name);
    trial.demand(companion.name.name.size() <= 63,
                 "names of companions have at most 63 characters");
    trial.demand(companion.name.name_space == translator::namespace_of(trial.before),
                 "companions are in the namespace of the item");
    if (companion.name.kind == "BackendConfig") {
      const Json* check = translator::find(companion.object, Pointer("/spec/healthCheck"));
      trial.demand(check != nullptr && check->at("timeoutSec") <= check->at("checkIntervalSec"),
                   "a health check's timeout is not longer than its interval");
    } else if (companion.name.kind == "ManagedCertificate") {
      const Json& domains = companion.object.at("spec").at("domains");
      trial.demand(!domains.empty() && domains.size() <= 100 &&
                       domains.dump().find('*') == std::string::npos && public_on_gke(trial.after),
                   "a managed certificate is for 1 to 100 plain names of a public Ingress");
    } else {
      trial.demand(companion.name.kind == "FrontendConfig" && public_on_gke(trial.after),
                   "a FrontendConfig serves a public Ingress only");
    }
  }
  for (const translator::Patch& patch : translation.patches) {
    trial.demand(patch.annotation != "cloud.google.com/backend-config" ||
                     names.count(patch.value.get<std::string>()) == 1,
                 "a BackendConfig that a Service names is made");
  }
}

bool is_served_by_gke(const Json& object) {
  const std::string class_name =
      translator::annotation(object, "kubernetes.io/ingress.class").value_or("");
  return translator::kind_of(object) == "Ingress" &&
         (class_name == "gce" || class_name == "gce-internal");
}

// What was there already is the operator's: only what the translation writes is looked at.
void limits_law(Trial& trial) {
  if (trial.fate() != Fate::translated || !is_served_by_gke(trial.after) ||
      has_class_of_gke(trial.before)) {
    return;
  }
  for (const std::string& text : limits_broken_by(trial.after)) {
    trial.demand(false, "Google takes it: " + text);
  }
  for (const translator::Companion& companion : trial.result.translation.companions) {
    for (const std::string& text :
         limits_broken_by_companion(companion.object, !public_on_gke(trial.after))) {
      trial.demand(false, "Google takes " + companion.name.kind + ": " + text);
    }
  }
}

void stability_law(Trial& trial) {
  if (trial.fate() == Fate::skipped) {
    return;
  }
  // Another restore: the status of the old cluster is not there any more.
  const auto again = translator::translate_item(trial.result.bytes, "", trial.given.surroundings,
                                                trial.given.settings);
  trial.demand(again && again->bytes == trial.result.bytes,
               "translating the result again changes nothing");
  const auto same = translator::translate_item(trial.given.item, trial.given.backup_item,
                                               trial.given.surroundings, trial.given.settings);
  trial.demand(same && same->bytes == trial.result.bytes, "the same input gives the same answer");
}

Json parsed(std::string_view text) {
  auto document = translator::parse_json(text);
  return document ? std::move(document->value) : Json(nullptr);
}

}  // namespace

Judgement judge(const LawCase& given) {
  auto result =
      translator::translate_item(given.item, given.backup_item, given.surroundings, given.settings);
  if (!result) {
    return {};  // no object: nothing to restore
  }
  Trial trial{given, parsed(given.item), parsed(given.backup_item), *result, parsed(result->bytes)};
  // An Ingress of an old API version is judged as the API server would have converted it.
  if (auto modern = translator::ingress_as_v1(trial.before); modern && trial.changed()) {
    trial.before = std::move(*modern);
  }
  for (void (*law)(Trial&) : {bytes_law, aws_mark_law, keys_law, finalizers_law, undo_law,
                              identity_law, nothing_opens_law, tls_law, routing_law, parked_law,
                              last_applied_law, companion_law, limits_law, stability_law}) {
    law(trial);
  }
  return {std::move(trial.broken), std::move(*result)};
}

std::vector<std::string> broken_laws(const LawCase& given) { return judge(given).broken; }

Json without_bookkeeping(Json object) {
  if (!object.contains("metadata") || !object.at("metadata").is_object()) {
    return object;
  }
  Json& metadata = object.at("metadata");
  metadata.erase("managedFields");
  if (metadata.contains("annotations") && !metadata.at("annotations").is_null()) {
    Json& annotations = metadata.at("annotations");
    for (const char* name : {"eks2gke.io/verdict", "eks2gke.io/summary", "eks2gke.io/original",
                             "eks2gke.io/next-step", "velero.io/restore-status"}) {
      annotations.erase(name);
    }
  }
  if (metadata.contains("annotations") && metadata.at("annotations").empty()) {
    metadata.erase("annotations");
  }
  return object;
}

Json undone(const Json& result) {
  const auto text = translator::annotation(result, "eks2gke.io/original");
  const Json original = parsed(text.value_or(""));
  const Json& edits = translator::array_at(original, Pointer("/edits"));
  Json object = result;
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    const Pointer path(edit->at("path").get<std::string>());
    if (edit->contains("value")) {
      object[path] = edit->at("value");
    } else if (object.contains(path)) {
      object[path.parent_pointer()].erase(path.back());
    }
  }
  return text ? without_bookkeeping(std::move(object)) : Json(nullptr);
}

std::vector<std::string> refused_on_cluster_ip(const Json& service) {
  std::vector<std::string> refused;
  if (translator::string_at(service, Pointer("/spec/type")) != "ClusterIP") {
    refused.emplace_back("/spec/type");
  }
  // kubernetes/pkg/apis/core/validation ValidateService: each is forbidden on ClusterIP, or (the
  // external IPs) would open the Service.
  for (const char* field :
       {"/spec/allocateLoadBalancerNodePorts", "/spec/externalIPs", "/spec/externalTrafficPolicy",
        "/spec/healthCheckNodePort", "/spec/loadBalancerClass", "/spec/loadBalancerIP",
        "/spec/loadBalancerSourceRanges"}) {
    if (translator::find(service, Pointer(field)) != nullptr) {
      refused.emplace_back(field);
    }
  }
  for (const Json& port : translator::array_at(service, Pointer("/spec/ports"))) {
    if (port.contains("nodePort")) {
      refused.emplace_back("/spec/ports/*/nodePort");
    }
  }
  const char* ranges = "service.beta.kubernetes.io/load-balancer-source-ranges";
  if (translator::annotation(service, ranges)) {
    refused.emplace_back(ranges);
  }
  return refused;
}

}  // namespace support
