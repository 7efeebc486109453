#pragma once

// What a person asks about a key of AWS: what it did there, what becomes of it, what is lost, and
// what can be done. `explain KEY` and the tables of docs/ingress.md and docs/service.md show these
// texts beside the rows that answer for the key; why a row does what it does stands in the row
// alone.
//
// Keys of Ingresses and Services (annotations, attributes inside them, spec fields, classes) and
// finalizers have texts. What the keys did is read from the documentation and code of the AWS Load
// Balancer Controller, v2.0 to v3.5, and of kubernetes/cloud-provider-aws v1.20 to v1.36.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace translator {

// What can be promised about a key before an object is seen. The value decides the rest.
enum class Prospect {
  carries_over,  // GKE does the same, or so nearly the same that a sentence tells the difference
  falls_away,    // it is taken out, and nothing that serves users is lost
  decision,      // depends on the value, or on what the operator decides
  cannot,        // GKE has nothing like it
};

struct KeyText {
  // As a row names it; "KEY: NAME" for an attribute inside a key, "class NAME" for a class,
  // "IngressClassParams spec.NAME" for a field that says what no annotation says. A '*' at the end
  // stands for any rest.
  std::string_view key;
  Prospect prospect;
  std::string_view on_aws;
  std::string_view on_gke;
  std::string_view lost = {};          // "" when nothing is
  std::string_view operator_can = {};  // "" when there is nothing to do
};

// Whose page shows a topic: docs/ingress.md, docs/service.md, or none.
enum class KeyOwner { ingress, service, secret };

struct KeyTopic {
  KeyOwner owner;
  std::string_view title;
  std::span<const KeyText> texts;
};

[[nodiscard]] std::span<const KeyTopic> key_topics();

// All texts, topic by topic.
[[nodiscard]] std::vector<const KeyText*> all_key_texts();

// A key as people write it, in full: the prefix of ALB is added, "KEY=VALUE" and "KEY:NAME" are
// read, a field of IngressClassParams becomes the annotation that says the same. Unknown words
// come back as they are.
struct AskedKey {
  std::string key;          // what rows and texts know, "KEY" or "KEY: NAME"
  std::string class_field;  // "scheme" when the question was about IngressClassParams
};
[[nodiscard]] AskedKey asked_key(std::string_view word);

// The text of a key in full, the most specific pattern; null when there is none.
[[nodiscard]] const KeyText* text_for_key(std::string_view key);

// "KEY" of "KEY: NAME".
[[nodiscard]] std::string_view annotation_of(std::string_view key);

}  // namespace translator
