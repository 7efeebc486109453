#include "translator/key_text.h"

#include <algorithm>
#include <array>

#include "translator/alb.h"
#include "translator/aws_names.h"
#include "translator/aws_service.h"
#include "translator/catalogue.h"
#include "translator/rules/class_fields.h"
#include "translator/texts/tables.h"

namespace translator {
namespace {

constexpr std::string_view kAttribute = ": ";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  const std::size_t end = text.find_last_not_of(" \t");
  return begin == std::string_view::npos ? "" : text.substr(begin, end + 1 - begin);
}

bool begins(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool fits(std::string_view pattern, std::string_view word) {
  if (!pattern.empty() && pattern.back() == '*') {
    return begins(word, pattern.substr(0, pattern.size() - 1));
  }
  return pattern == word;
}

// Both halves may be patterns: "listener-attributes.*: routing.http.request.x_amzn_tls_*".
bool matches(std::string_view pattern, std::string_view key) {
  const std::size_t of_pattern = pattern.find(kAttribute);
  const std::size_t of_key = key.find(kAttribute);
  if (of_pattern == std::string_view::npos || of_key == std::string_view::npos) {
    return of_pattern == of_key && fits(pattern, key);
  }
  return fits(pattern.substr(0, of_pattern), key.substr(0, of_key)) &&
         fits(pattern.substr(of_pattern + kAttribute.size()),
              key.substr(of_key + kAttribute.size()));
}

// A name of an attribute is often asked for without its key.
std::string key_of_attribute(std::string_view name) {
  for (const KeyText* text : all_key_texts()) {
    const std::size_t colon = text->key.find(kAttribute);
    if (colon != std::string_view::npos &&
        fits(text->key.substr(colon + kAttribute.size()), name)) {
      return std::string(text->key.substr(0, colon + kAttribute.size())) + std::string(name);
    }
  }
  return "";
}

// The first of the full names that a word may stand for and that somebody knows; else the word.
std::string known_key(std::string_view word) {
  const std::string plain(word);
  for (const std::string& key :
       {plain, alb_key(word), std::string(kServicePrefix) + plain, service_key(word),
        "class " + plain, "/spec/" + plain, "/data/" + plain}) {
    if (text_for_key(key) != nullptr || !rules_for_key(key).empty()) {
      return key;
    }
  }
  const std::string attribute = key_of_attribute(word);
  return attribute.empty() ? plain : attribute;
}

// The field in "IngressClassParams spec.scheme" and its shorter forms; "" in anything else.
std::string_view class_field_in(std::string_view word) {
  for (const std::string_view start :
       {"IngressClassParams spec.", "IngressClassParams.spec.", "ingressclassparams.spec.",
        "IngressClassParams.", "ingressclassparams.", "spec."}) {
    if (begins(word, start)) {
      const std::string_view field = word.substr(start.size());
      return field.substr(0, field.find_first_of(".[="));
    }
  }
  return "";
}

}  // namespace

std::span<const KeyTopic> key_topics() {
  static const std::array kTopics = {
      KeyTopic{KeyOwner::ingress, "Class, scheme and group", texts::classes()},
      KeyTopic{KeyOwner::ingress, "The load balancer", texts::load_balancer()},
      KeyTopic{KeyOwner::ingress, "Attributes of the load balancer",
               texts::load_balancer_attributes()},
      KeyTopic{KeyOwner::ingress, "Ports, certificates, redirect", texts::front_end()},
      KeyTopic{KeyOwner::ingress, "Attributes of listeners", texts::listener_attributes()},
      KeyTopic{KeyOwner::ingress, "Protection", texts::protection()},
      KeyTopic{KeyOwner::ingress, "Routing", texts::routing()},
      KeyTopic{KeyOwner::ingress, "Backends and health checks", texts::backends()},
      KeyTopic{KeyOwner::ingress, "Attributes of target groups", texts::target_group_attributes()},
      KeyTopic{KeyOwner::ingress, "An NLB before the ALB", texts::frontend_nlb()},
      KeyTopic{KeyOwner::ingress, "Finalizers", texts::finalizers()},
      KeyTopic{KeyOwner::service, "The load balancer of a Service", texts::service_balancer()},
      KeyTopic{KeyOwner::service, "Protection and TLS of a Service", texts::service_protection()},
      KeyTopic{KeyOwner::service, "Health checks and logs of a Service",
               texts::service_properties()},
      KeyTopic{KeyOwner::service, "Attributes of an NLB", texts::service_attributes()},
      KeyTopic{KeyOwner::service, "DNS", texts::service_dns()},
      KeyTopic{KeyOwner::service, "Finalizers of a Service", texts::service_finalizers()},
      KeyTopic{KeyOwner::secret, "Pull Secrets", texts::pull_secrets()}};
  return kTopics;
}

std::vector<const KeyText*> all_key_texts() {
  std::vector<const KeyText*> all;
  for (const KeyTopic& topic : key_topics()) {
    for (const KeyText& text : topic.texts) {
      all.push_back(&text);
    }
  }
  return all;
}

const KeyText* text_for_key(std::string_view key) {
  const KeyText* best = nullptr;
  for (const KeyText* text : all_key_texts()) {
    if (matches(text->key, key) && (best == nullptr || text->key.size() > best->key.size())) {
      best = text;
    }
  }
  return best;
}

std::string_view annotation_of(std::string_view key) { return key.substr(0, key.find(kAttribute)); }

AskedKey asked_key(std::string_view word) {
  word = trimmed(word);
  const std::string_view field = class_field_in(word);
  if (!field.empty()) {
    const std::string own = "IngressClassParams spec." + std::string(field);
    const std::string key =
        text_for_key(own) == nullptr ? rules::annotation_like_class_field(field) : own;
    const bool known = text_for_key(key) != nullptr;
    return known ? AskedKey{.key = key, .class_field = std::string(field)}
                 : AskedKey{.key = std::string(word), .class_field = ""};
  }
  word = trimmed(word.substr(0, word.find('=')));
  const std::size_t colon = word.find(':');
  if (colon == std::string_view::npos) {
    return {.key = known_key(word), .class_field = ""};
  }
  const std::string key = known_key(trimmed(word.substr(0, colon)));
  const std::string_view name = trimmed(word.substr(colon + 1));
  const std::string attribute = key + std::string(kAttribute) + std::string(name);
  if (text_for_key(attribute) != nullptr) {
    return {.key = attribute, .class_field = ""};
  }
  // "KEY: VALUE", as in a manifest, unless the key is known for its attributes.
  const std::vector<const KeyText*> all = all_key_texts();
  const bool has_attributes = std::any_of(all.begin(), all.end(), [&](const KeyText* text) {
    return text->key.find(kAttribute) != std::string_view::npos &&
           fits(annotation_of(text->key), key);
  });
  return {.key = has_attributes ? attribute : key, .class_field = ""};
}

}  // namespace translator
