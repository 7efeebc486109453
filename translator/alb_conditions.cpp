// The part of alb_actions.h about conditions.* and transforms.*.

#include <algorithm>
#include <array>

#include "translator/alb.h"
#include "translator/alb_actions.h"
#include "translator/go_json.h"

namespace translator {
namespace {

// AWS's own limit is 5 in a rule; many more would only take time.
constexpr std::size_t kMostValues = 100;

struct FieldRow {
  ConditionField field;
  std::string_view word;
  std::string_view config;
  bool may_be_regex;
};

constexpr std::array kFields = {
    FieldRow{ConditionField::host_header, "host-header", "hostHeaderConfig", true},
    FieldRow{ConditionField::path_pattern, "path-pattern", "pathPatternConfig", true},
    FieldRow{ConditionField::http_header, "http-header", "httpHeaderConfig", true},
    FieldRow{ConditionField::http_request_method, "http-request-method", "httpRequestMethodConfig",
             false},
    FieldRow{ConditionField::query_string, "query-string", "queryStringConfig", false},
    FieldRow{ConditionField::source_ip, "source-ip", "sourceIPConfig", false},
};

std::string read_value(GoJson& json, const GoJson::Node& node, ConditionField field) {
  if (field != ConditionField::query_string) {
    const std::string value = json.text(node).value_or("");
    if (value.empty()) {
      json.fail(node.place, "an empty value matches nothing");
    }
    return value;
  }
  const GoJson::Node value = json.member(node, "value");
  const std::string text = json.text(value).value_or("");
  if (text.empty()) {
    json.fail(value ? value.place : node.place + "/value", "a query string needs a value");
  }
  return json.text(json.member(node, "key")).value_or("*") + "=" + text;
}

Condition read_condition(GoJson& json, const GoJson::Node& node) {
  const GoJson::Node word = json.member(node, "field");
  const std::string field = json.text(word).value_or("");
  const auto row = std::find_if(kFields.begin(), kFields.end(),
                                [&](const FieldRow& known) { return known.word == field; });
  if (row == kFields.end()) {
    json.fail(word ? word.place : node.place + "/field",
              "the field must be host-header, path-pattern, http-header, http-request-method, "
              "query-string or source-ip");
    return {.field = ConditionField::source_ip, .values = {}};
  }
  Condition condition{.field = row->field, .values = {}};
  const GoJson::Node config = json.member(node, row->config);
  const std::string place = config ? config.place : node.place + "/" + std::string(row->config);
  const GoJson::Node values = json.member(config, "values");
  const GoJson::Node regex =
      row->may_be_regex ? json.member(config, "regexValues") : GoJson::Node{};
  if (values && regex) {
    json.fail(place, "either values or regexValues is wanted, not both");
  }
  condition.regex = static_cast<bool>(regex);
  for (const GoJson::Node& value : json.elements(regex ? regex : values)) {
    condition.values.push_back(read_value(json, value, row->field));
  }
  if (row->field == ConditionField::http_header &&
      json.text(json.member(config, "httpHeaderName")).value_or("").empty()) {
    json.fail(place + "/httpHeaderName", "the name of the header is missing");
  }
  if (condition.values.empty()) {
    json.fail(place + "/values", "at least one value is wanted");
  }
  return condition;
}

std::string read_transform(GoJson& json, const GoJson::Node& node) {
  const GoJson::Node type = json.member(node, "type");
  std::string word = json.text(type).value_or("");
  if (word != "url-rewrite" && word != "host-header-rewrite") {
    json.fail(type ? type.place : node.place + "/type",
              "the type must be url-rewrite or host-header-rewrite");
    return word;
  }
  const char* name = word == "url-rewrite" ? "urlRewriteConfig" : "hostHeaderRewriteConfig";
  const GoJson::Node config = json.member(node, name);
  const std::string place = config ? config.place : node.place + "/" + name;
  const std::vector<GoJson::Node> rewrites = json.elements(json.member(config, "rewrites"));
  if (rewrites.empty()) {
    json.fail(place + "/rewrites", "at least one rewrite is wanted");
  }
  for (const GoJson::Node& rewrite : rewrites) {
    const GoJson::Node regex = json.member(rewrite, "regex");
    if (json.text(regex).value_or("").empty()) {
      json.fail(regex ? regex.place : rewrite.place + "/regex", "a rewrite needs its regex");
    }
    (void)json.text(json.member(rewrite, "replace"));
  }
  return word;
}

}  // namespace

std::string_view name_of(ConditionField field) {
  const auto row = std::find_if(kFields.begin(), kFields.end(),
                                [&](const FieldRow& known) { return known.field == field; });
  return row == kFields.end() ? "" : row->word;
}

Result<std::vector<Condition>> read_conditions(std::string_view text) {
  GoJson json(text);
  std::vector<Condition> conditions;
  std::size_t values = 0;
  for (const GoJson::Node& node : json.elements(json.root())) {
    conditions.push_back(read_condition(json, node));
    values += conditions.back().values.size();
    if (values > kMostValues) {
      json.fail(node.place, "AWS takes no rule with so many values");
      break;
    }
  }
  if (json.error()) {
    return *json.error();
  }
  return conditions;
}

Result<std::vector<Condition>> conditions_of(const Json& ingress, std::string_view name) {
  const auto text = annotation(ingress, alb_key("conditions." + std::string(name)));
  return text ? read_conditions(*text) : std::vector<Condition>();
}

Result<std::vector<std::string>> read_transforms(std::string_view text) {
  GoJson json(text);
  std::vector<std::string> types;
  for (const GoJson::Node& node : json.elements(json.root())) {
    types.push_back(read_transform(json, node));
  }
  if (json.error()) {
    return *json.error();
  }
  return types;
}

Result<bool> paths_are_regex(const Json& ingress) {
  const auto text = annotation(ingress, alb_key("use-regex-path-match"));
  const auto value = aws_bool(text.value_or("false"));
  if (!value) {
    return Error{.what = "'" + *text + "' is no boolean", .where = ""};
  }
  return *value;
}

}  // namespace translator
