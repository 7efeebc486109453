// The readers of actions.*, conditions.* and transforms.*: each form, and each malformed form with
// its place.

#include "translator/alb_actions.h"

#include <ostream>

#include <gtest/gtest.h>

#include "tests/support/objects.h"
#include "tests/support/trials.h"

namespace {

using translator::AlbAction;
using translator::Forward;
using translator::Redirect;
using translator::Result;
using translator::TargetGroup;

// An action in one line, to be compared: "forward web:80 10, arn:x, sticky".
std::string in_words(const AlbAction& action) {
  if (const auto* response = std::get_if<translator::FixedResponse>(&action)) {
    return "respond " + response->status + (response->body.empty() ? "" : " " + response->body);
  }
  if (const auto* to = std::get_if<Redirect>(&action)) {
    return "redirect " + to->status + " " + to->protocol + "://" + to->host + ":" + to->port +
           to->path + "?" + to->query;
  }
  const Forward& forward = std::get<Forward>(action);
  std::string text = "forward";
  for (const TargetGroup& group : forward.target_groups) {
    text += " " + (group.outside.empty() ? group.service + ":" + group.port : group.outside);
    text += group.weight ? " x" + std::to_string(*group.weight) : "";
  }
  return text + (forward.sticky ? ", sticky" : "");
}

struct ReaderCase {
  const char* name;
  std::string text;
  std::string wanted;  // in words, or the place of the error
};

void PrintTo(const ReaderCase& trial, std::ostream* stream) { *stream << trial.name; }

// --- actions that are right ------------------------------------------------------------------

class Actions : public testing::TestWithParam<ReaderCase> {};

TEST_P(Actions, AreReadInEachForm) {
  const Result<AlbAction> action = translator::read_action(GetParam().text);
  ASSERT_TRUE(action) << action.error().text();
  EXPECT_EQ(in_words(*action), GetParam().wanted);
}

const ReaderCase kActions[] = {
    {"RedirectOfV1",
     R"({"Type":"redirect","RedirectConfig":{"Protocol":"HTTPS","Port":"443","StatusCode":"HTTP_301"}})",
     "redirect HTTP_301 HTTPS://#{host}:443/#{path}?#{query}"},
    {"RedirectOfV2",
     R"({"type":"redirect","redirectConfig":{"protocol":"HTTPS","port":"443","statusCode":"HTTP_302"}})",
     "redirect HTTP_302 HTTPS://#{host}:443/#{path}?#{query}"},
    {"RedirectInFull",
     R"({"type":"redirect","redirectConfig":{"protocol":"#{protocol}","host":"new.example.com","port":"#{port}","path":"/v2/#{path}","query":"a=b&#{query}","statusCode":"HTTP_301"}})",
     "redirect HTTP_301 #{protocol}://new.example.com:#{port}/v2/#{path}?a=b&#{query}"},
    {"RedirectWithNulls",
     R"({"type":"redirect","redirectConfig":{"host":null,"port":"8443","statusCode":"HTTP_301"}})",
     "redirect HTTP_301 #{protocol}://#{host}:8443/#{path}?#{query}"},
    {"RedirectWithEmptyQuery",
     R"({"type":"redirect","redirectConfig":{"host":"x.example.com","query":"","statusCode":"HTTP_301"}})",
     "redirect HTTP_301 #{protocol}://x.example.com:#{port}/#{path}?"},
    {"ResponseOfV1",
     R"({"Type":"fixed-response","FixedResponseConfig":{"ContentType":"text/plain","StatusCode":"404","MessageBody":"gone"}})",
     "respond 404 gone"},
    {"ResponseOfV2", R"({"type":"fixed-response","fixedResponseConfig":{"statusCode":"503"}})",
     "respond 503"},
    {"ResponseInAnyCase", R"({"TYPE":"fixed-response","fixedresponseconfig":{"STATUSCODE":"200"}})",
     "respond 200"},
    {"ForwardShortArnOfV1", R"({"Type":"forward","TargetGroupArn":"arn:aws:tg/1"})",
     "forward arn:aws:tg/1"},
    {"ForwardShortArn", R"({"type":"forward","targetGroupARN":"arn:aws:tg/1"})",
     "forward arn:aws:tg/1"},
    {"ForwardShortName", R"({"type":"forward","targetGroupName":"legacy"})", "forward legacy"},
    {"ForwardOneService",
     R"({"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":80}]}})",
     "forward web:80"},
    {"ForwardPortByName",
     R"({"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":"http"}]}})",
     "forward web:http"},
    {"ForwardPortAsNumericText",
     R"({"Type":"forward","ForwardConfig":{"TargetGroups":[{"ServiceName":"web","ServicePort":"080"}]}})",
     "forward web:80"},
    {"ForwardWeights",
     R"({"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"a","servicePort":80,"weight":20},{"serviceName":"b","servicePort":"http","weight":0},{"targetGroupARN":"arn:x","weight":999}],"targetGroupStickinessConfig":{"enabled":true,"durationSeconds":200}}})",
     "forward a:80 x20 b:http x0 arn:x x999, sticky"},
    {"ForwardNotSticky",
     R"({"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupName":"old"}],"targetGroupStickinessConfig":{"enabled":false}}})",
     "forward old"},
    {"UnknownMembersAreIgnored",
     R"({"type":"fixed-response","order":1,"redirectConfig":{"statusCode":5},"fixedResponseConfig":{"statusCode":"410","x":[]}})",
     "respond 410"},
};

INSTANTIATE_TEST_SUITE_P(Alb, Actions, testing::ValuesIn(kActions),
                         support::trial_name<ReaderCase>);

// --- actions that are wrong ------------------------------------------------------------------

class MalformedActions : public testing::TestWithParam<ReaderCase> {};

TEST_P(MalformedActions, AreErrorsWithTheirPlace) {
  const Result<AlbAction> action = translator::read_action(GetParam().text);
  ASSERT_FALSE(action) << in_words(*action);
  EXPECT_EQ(action.error().where, GetParam().wanted);
  EXPECT_FALSE(action.error().what.empty());
}

const ReaderCase kMalformedActions[] = {
    {"Empty", "", "byte 1"},
    {"NoJson", "{type: redirect}", "byte 3"},
    {"TrailingComma", R"({"type":"forward",})", "byte 19"},
    {"AComment", R"({"type":"forward"} // x)", "byte 20"},
    {"TooDeep", std::string(600, '['), "nesting"},
    {"AList", "[]", ""},
    {"Null", "null", "/type"},
    {"NoType", "{}", "/type"},
    {"TypeInCapitals", R"({"type":"Redirect"})", "/type"},
    {"TypeNoText", R"({"Type":7})", "/Type"},
    {"TypeTwice", R"({"type":"forward","Type":"redirect"})", "/Type"},
    {"NameOutsideAscii", R"({"type":"redirect","ho\u017ft":"x"})", ""},
    {"ResponseMissing", R"({"type":"fixed-response"})", "/fixedResponseConfig"},
    {"ResponseOfAnotherType", R"({"type":"fixed-response","fixedResponseConfig":"403"})",
     "/fixedResponseConfig"},
    {"StatusAsNumber", R"({"type":"fixed-response","fixedResponseConfig":{"statusCode":403}})",
     "/fixedResponseConfig/statusCode"},
    {"StatusMissing", R"({"type":"fixed-response","FixedResponseConfig":{}})",
     "/FixedResponseConfig/statusCode"},
    {"StatusOf3xx", R"({"type":"fixed-response","fixedResponseConfig":{"statusCode":"301"}})",
     "/fixedResponseConfig/statusCode"},
    {"StatusTooLong", R"({"type":"fixed-response","fixedResponseConfig":{"statusCode":"4030"}})",
     "/fixedResponseConfig/statusCode"},
    {"BodyNoText",
     R"({"type":"fixed-response","fixedResponseConfig":{"statusCode":"404","messageBody":1}})",
     "/fixedResponseConfig/messageBody"},
    {"RedirectMissing", R"({"type":"redirect","redirectConfig":null})", "/redirectConfig"},
    {"RedirectStatusMissing", R"({"type":"redirect","redirectConfig":{"protocol":"HTTPS"}})",
     "/redirectConfig/statusCode"},
    {"RedirectStatusAsNumber",
     R"({"type":"redirect","redirectConfig":{"protocol":"HTTPS","statusCode":301}})",
     "/redirectConfig/statusCode"},
    {"RedirectStatusOther",
     R"({"type":"redirect","redirectConfig":{"protocol":"HTTPS","statusCode":"HTTP_308"}})",
     "/redirectConfig/statusCode"},
    {"RedirectProtocol",
     R"({"type":"redirect","redirectConfig":{"Protocol":"https","statusCode":"HTTP_301"}})",
     "/redirectConfig/Protocol"},
    {"RedirectPortAsNumber",
     R"({"type":"redirect","redirectConfig":{"port":443,"statusCode":"HTTP_301"}})",
     "/redirectConfig/port"},
    {"RedirectPortTooHigh",
     R"({"type":"redirect","redirectConfig":{"port":"65536","statusCode":"HTTP_301"}})",
     "/redirectConfig/port"},
    {"RedirectPathWithoutSlash",
     R"({"type":"redirect","redirectConfig":{"path":"#{path}","statusCode":"HTTP_301"}})",
     "/redirectConfig/path"},
    {"RedirectOfNothing",
     R"({"type":"redirect","redirectConfig":{"query":"a=b","statusCode":"HTTP_301"}})",
     "/redirectConfig"},
    {"ForwardToNothing", R"({"type":"forward"})", ""},
    {"ForwardTwice",
     R"({"type":"forward","targetGroupARN":"arn:x","forwardConfig":{"targetGroups":[]}})", ""},
    {"ForwardToNobody", R"({"type":"forward","forwardConfig":{"targetGroups":[]}})",
     "/forwardConfig/targetGroups"},
    {"ForwardWithoutGroups", R"({"type":"forward","forwardConfig":{}})",
     "/forwardConfig/targetGroups"},
    {"GroupsNoList", R"({"type":"forward","forwardConfig":{"targetGroups":{}}})",
     "/forwardConfig/targetGroups"},
    {"GroupNoObject", R"({"type":"forward","forwardConfig":{"targetGroups":["web"]}})",
     "/forwardConfig/targetGroups/0"},
    {"GroupOfTwoKinds",
     R"({"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":80,"targetGroupARN":"arn:x"}]}})",
     "/forwardConfig/targetGroups/0"},
    {"PortMissing",
     R"({"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web"}]}})",
     "/forwardConfig/targetGroups/0/servicePort"},
    {"PortZero",
     R"({"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":0}]}})",
     "/forwardConfig/targetGroups/0/servicePort"},
    {"PortOfTooManyDigits",
     R"({"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":"70000"}]}})",
     "/forwardConfig/targetGroups/0/servicePort"},
    {"PortAFraction",
     R"({"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":80.5}]}})",
     "/forwardConfig/targetGroups/0/servicePort"},
    {"PortBeyond64Bits",
     R"({"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"web","servicePort":18446744073709551615}]}})",
     "/forwardConfig/targetGroups/0/servicePort"},
    {"WeightMissing",
     R"({"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"a","servicePort":80,"weight":1},{"serviceName":"b","servicePort":80}]}})",
     "/forwardConfig/targetGroups/1/weight"},
    {"WeightAsText",
     R"({"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"a","servicePort":80,"Weight":"1"}]}})",
     "/forwardConfig/targetGroups/0/Weight"},
    {"WeightTooHigh",
     R"({"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"a","servicePort":80,"weight":1000}]}})",
     "/forwardConfig/targetGroups/0/weight"},
    {"StickyAsText",
     R"({"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupName":"a"}],"targetGroupStickinessConfig":{"enabled":"true"}}})",
     "/forwardConfig/targetGroupStickinessConfig/enabled"},
    {"StickyTooLong",
     R"({"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupName":"a"}],"targetGroupStickinessConfig":{"durationSeconds":604801}}})",
     "/forwardConfig/targetGroupStickinessConfig/durationSeconds"},
};

INSTANTIATE_TEST_SUITE_P(Alb, MalformedActions, testing::ValuesIn(kMalformedActions),
                         support::trial_name<ReaderCase>);

TEST(Actions, OfAMissingAnnotationAreTheFixed503) {
  const auto ingress = support::ingress("web", R"("alb.ingress.kubernetes.io/actions.a":"{}")");
  const auto missing = translator::action_of(ingress, "b");
  ASSERT_TRUE(missing);
  EXPECT_EQ(in_words(*missing), "respond 503");
  EXPECT_FALSE(translator::action_of(ingress, "a"));
}

TEST(Actions, OfWeightNothingGetNoTraffic) {
  const Forward forward{
      .target_groups = {{"a", "80", 0, ""}, {"b", "80", 5, ""}, {"c", "80", {}, ""}}};
  const auto groups = forward.with_traffic();
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].service, "b");
  EXPECT_EQ(groups[1].service, "c");
}

TEST(Actions, OnlyAPlainRedirectToHttpsHasAnHttpsPort) {
  const Redirect plain{.status = "HTTP_301", .protocol = "HTTPS", .port = "8443"};
  EXPECT_EQ(translator::https_port_of(plain), 8443);
  Redirect other = plain;
  other.host = "x.example.com";
  EXPECT_EQ(translator::https_port_of(other), std::nullopt);
  other = plain;
  other.path = "/new/#{path}";
  EXPECT_EQ(translator::https_port_of(other), std::nullopt);
  other = plain;
  other.query = "";
  EXPECT_EQ(translator::https_port_of(other), std::nullopt);
  other = plain;
  other.port = "#{port}";
  EXPECT_EQ(translator::https_port_of(other), std::nullopt);
  other = plain;
  other.protocol = "HTTP";
  EXPECT_EQ(translator::https_port_of(other), std::nullopt);
  EXPECT_EQ(translator::https_port_of(Forward{}), std::nullopt);
}

// --- conditions ------------------------------------------------------------------------------

std::string in_words(const std::vector<translator::Condition>& conditions) {
  std::string text;
  for (const translator::Condition& condition : conditions) {
    text += (text.empty() ? "" : "; ") + std::string(name_of(condition.field));
    text += condition.regex ? " regex" : "";
    for (const std::string& value : condition.values) {
      text += " " + value;
    }
  }
  return text;
}

class Conditions : public testing::TestWithParam<ReaderCase> {};

TEST_P(Conditions, AreReadInEachForm) {
  const auto conditions = translator::read_conditions(GetParam().text);
  ASSERT_TRUE(conditions) << conditions.error().text();
  EXPECT_EQ(in_words(*conditions), GetParam().wanted);
}

const ReaderCase kConditions[] = {
    {"None", "[]", ""},
    {"Null", "null", ""},
    {"HostOfV1", R"([{"Field":"host-header","HostHeaderConfig":{"Values":["a.example.com"]}}])",
     "host-header a.example.com"},
    {"HostAndPath",
     R"([{"field":"host-header","hostHeaderConfig":{"values":["a.example.com","*.b.org"]}},{"field":"path-pattern","pathPatternConfig":{"values":["/img/*"]}}])",
     "host-header a.example.com *.b.org; path-pattern /img/*"},
    {"HostRegex", R"([{"field":"host-header","hostHeaderConfig":{"regexValues":["^a\\..*$"]}}])",
     "host-header regex ^a\\..*$"},
    {"PathRegex", R"([{"field":"path-pattern","pathPatternConfig":{"regexValues":["^/x$"]}}])",
     "path-pattern regex ^/x$"},
    {"Header",
     R"([{"field":"http-header","httpHeaderConfig":{"httpHeaderName":"X-Beta","values":["1"]}}])",
     "http-header 1"},
    {"Method", R"([{"field":"http-request-method","httpRequestMethodConfig":{"Values":["GET"]}}])",
     "http-request-method GET"},
    {"Query",
     R"([{"field":"query-string","queryStringConfig":{"values":[{"key":"v","value":"2"},{"value":"x"}]}}])",
     "query-string v=2 *=x"},
    {"SourceIpAsTheDocumentsWriteIt",
     R"([{"field":"source-ip","sourceIpConfig":{"values":["10.0.0.0/8"]}}])",
     "source-ip 10.0.0.0/8"},
    {"SourceIpAsTheCodeWritesIt",
     R"([{"field":"source-ip","sourceIPConfig":{"values":["10.0.0.0/8","::/0"]}}])",
     "source-ip 10.0.0.0/8 ::/0"},
};

INSTANTIATE_TEST_SUITE_P(Alb, Conditions, testing::ValuesIn(kConditions),
                         support::trial_name<ReaderCase>);

class MalformedConditions : public testing::TestWithParam<ReaderCase> {};

TEST_P(MalformedConditions, AreErrorsWithTheirPlace) {
  const auto conditions = translator::read_conditions(GetParam().text);
  ASSERT_FALSE(conditions) << in_words(*conditions);
  EXPECT_EQ(conditions.error().where, GetParam().wanted);
}

const ReaderCase kMalformedConditions[] = {
    {"NoJson", "[", "byte 2"},
    {"OneObject", R"({"field":"source-ip"})", ""},
    {"NoField", "[{}]", "/0/field"},
    {"UnknownField", R"([{"field":"sourceip"}])", "/0/field"},
    {"ConfigMissing", R"([{"field":"source-ip"}])", "/0/sourceIPConfig/values"},
    {"ConfigOfAnotherField", R"([{"field":"source-ip","hostHeaderConfig":{"values":["a"]}}])",
     "/0/sourceIPConfig/values"},
    {"NoValues", R"([{"field":"source-ip","sourceIpConfig":{"values":[]}}])",
     "/0/sourceIpConfig/values"},
    {"ValuesNoList", R"([{"field":"source-ip","sourceIpConfig":{"values":"10.0.0.0/8"}}])",
     "/0/sourceIpConfig/values"},
    {"ValueNoText", R"([{"field":"path-pattern","pathPatternConfig":{"values":["/a",7]}}])",
     "/0/pathPatternConfig/values/1"},
    {"ValueEmpty", R"([{"field":"host-header","hostHeaderConfig":{"values":[""]}}])",
     "/0/hostHeaderConfig/values/0"},
    {"BothKindsOfValues",
     R"([{"field":"host-header","hostHeaderConfig":{"values":["a"],"regexValues":["b"]}}])",
     "/0/hostHeaderConfig"},
    {"RegexWhereNoneIs",
     R"([{"field":"http-request-method","httpRequestMethodConfig":{"regexValues":["G.*"]}}])",
     "/0/httpRequestMethodConfig/values"},
    {"HeaderWithoutName", R"([{"field":"http-header","httpHeaderConfig":{"values":["1"]}}])",
     "/0/httpHeaderConfig/httpHeaderName"},
    {"QueryAsText", R"([{"field":"query-string","queryStringConfig":{"values":["a=b"]}}])",
     "/0/queryStringConfig/values/0"},
    {"QueryWithoutValue",
     R"([{"field":"query-string","queryStringConfig":{"values":[{"key":"a"}]}}])",
     "/0/queryStringConfig/values/0/value"},
    {"SecondOne", R"([{"field":"source-ip","sourceIpConfig":{"values":["::/0"]}},{"field":1}])",
     "/1/field"},
};

INSTANTIATE_TEST_SUITE_P(Alb, MalformedConditions, testing::ValuesIn(kMalformedConditions),
                         support::trial_name<ReaderCase>);

// --- transforms and regular expressions ------------------------------------------------------

TEST(Transforms, AreReadInEachForm) {
  const auto types = translator::read_transforms(
      R"([{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[{"regex":"^/a/(.*)$","replace":"/$1"}]}},
          {"Type":"host-header-rewrite","HostHeaderRewriteConfig":{"Rewrites":[{"Regex":"a"}]}}])");
  ASSERT_TRUE(types) << types.error().text();
  EXPECT_EQ(*types, (std::vector<std::string>{"url-rewrite", "host-header-rewrite"}));
  EXPECT_TRUE(translator::read_transforms("[]")->empty());
}

class MalformedTransforms : public testing::TestWithParam<ReaderCase> {};

TEST_P(MalformedTransforms, AreErrorsWithTheirPlace) {
  const auto types = translator::read_transforms(GetParam().text);
  ASSERT_FALSE(types);
  EXPECT_EQ(types.error().where, GetParam().wanted);
}

const ReaderCase kMalformedTransforms[] = {
    {"NoJson", "x", "byte 1"},
    {"OneObject", "{}", ""},
    {"NoType", "[{}]", "/0/type"},
    {"UnknownType", R"([{"type":"path-rewrite"}])", "/0/type"},
    {"NoConfig", R"([{"type":"url-rewrite"}])", "/0/urlRewriteConfig/rewrites"},
    {"NoRewrites", R"([{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[]}}])",
     "/0/urlRewriteConfig/rewrites"},
    {"NoRegex", R"([{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[{"replace":"/"}]}}])",
     "/0/urlRewriteConfig/rewrites/0/regex"},
    {"ReplaceNoText",
     R"([{"type":"url-rewrite","urlRewriteConfig":{"rewrites":[{"regex":"a","replace":1}]}}])",
     "/0/urlRewriteConfig/rewrites/0/replace"},
    {"OtherConfig",
     R"([{"type":"host-header-rewrite","urlRewriteConfig":{"rewrites":[{"regex":"a"}]}}])",
     "/0/hostHeaderRewriteConfig/rewrites"},
};

INSTANTIATE_TEST_SUITE_P(Alb, MalformedTransforms, testing::ValuesIn(kMalformedTransforms),
                         support::trial_name<ReaderCase>);

TEST(RegexPaths, FollowGosBooleans) {
  const auto with = [](const std::string& value) {
    return translator::paths_are_regex(support::ingress(
        "web", R"("alb.ingress.kubernetes.io/use-regex-path-match":")" + value + R"(")"));
  };
  EXPECT_TRUE(*with("true"));
  EXPECT_TRUE(*with("T"));
  EXPECT_FALSE(*with("0"));
  EXPECT_FALSE(with("yes"));
  EXPECT_FALSE(*translator::paths_are_regex(support::ingress("web", "")));
}

// --- the redirect of the old action form -----------------------------------------------------

struct RedirectCase {
  const char* name;
  std::string spec;
  std::optional<int> port;
  std::string more = "";  // annotations
};

void PrintTo(const RedirectCase& trial, std::ostream* stream) { *stream << trial.name; }

class Redirects : public testing::TestWithParam<RedirectCase> {};

const std::string kAnnotations =
    R"("kubernetes.io/ingress.class":"alb",
       "alb.ingress.kubernetes.io/actions.to-https":"{\"Type\":\"redirect\",\"RedirectConfig\":{\"Protocol\":\"HTTPS\",\"Port\":\"443\",\"StatusCode\":\"HTTP_301\"}}",
       "alb.ingress.kubernetes.io/actions.to-8443":"{\"type\":\"redirect\",\"redirectConfig\":{\"protocol\":\"HTTPS\",\"port\":\"8443\",\"statusCode\":\"HTTP_301\"}}",
       "alb.ingress.kubernetes.io/actions.moved":"{\"type\":\"redirect\",\"redirectConfig\":{\"protocol\":\"HTTPS\",\"port\":\"443\",\"host\":\"new.example.com\",\"statusCode\":\"HTTP_301\"}}")";

// PATH=NAME or PATH:TYPE=NAME; names that begin with "to-" or "moved" are actions.
std::string path_of(const std::string& text) {
  const std::string name = text.substr(text.find('=') + 1);
  std::string path = text.substr(0, text.find('='));
  std::string type = "ImplementationSpecific";
  if (const auto colon = path.find(':'); colon != std::string::npos) {
    type = path.substr(colon + 1);
    path.resize(colon);
  }
  const bool action = name.rfind("to-", 0) == 0 || name == "moved";
  return R"({"path":")" + path + R"(","pathType":")" + type +
         R"(","backend":{"service":{"name":")" + name + R"(","port":)" +
         (action ? R"({"name":"use-annotation"})" : R"({"number":80})") + "}}}";
}

std::string rule_of(const std::string& host, const std::vector<std::string>& paths) {
  std::string text;
  for (const std::string& path : paths) {
    text += (text.empty() ? "" : ",") + path_of(path);
  }
  return R"({)" + (host.empty() ? "" : R"("host":")" + host + R"(",)") + R"("http":{"paths":[)" +
         text + "]}}";
}

std::string rules(const std::vector<std::string>& all, const std::string& more = "") {
  std::string text;
  for (const std::string& rule : all) {
    text += (text.empty() ? "" : ",") + rule;
  }
  return R"({"rules":[)" + text + "]" + more + "}";
}

TEST_P(Redirects, AreFoundOnlyWhenTheySendEveryRequest) {
  const RedirectCase& trial = GetParam();
  const auto ingress = support::ingress("web", kAnnotations + trial.more, trial.spec);
  const translator::BackupObjects nothing;
  EXPECT_EQ(translator::https_redirect_port(
                ingress,
                translator::context_for(ingress, nothing, translator::default_settings(), nullptr)),
            trial.port);
}

const std::string kDefaultWeb =
    R"(,"defaultBackend":{"service":{"name":"web","port":{"number":80}}})";
const RedirectCase kRedirects[] = {
    {"OneRule", rules({rule_of("a.org", {"/*=to-https", "/*=web"})}), 443},
    {"OnPrefixSlash", rules({rule_of("a.org", {"/:Prefix=to-https", "/:Prefix=web"})}), 443},
    {"OnNoPath", rules({rule_of("a.org", {"=to-https", "/*=web"})}), 443},
    {"OtherPort", rules({rule_of("a.org", {"/*=to-8443", "/*=web"})}), 8443},
    {"EveryRule",
     rules({rule_of("a.org", {"/*=to-https", "/*=web"}), rule_of("b.org", {"/*=to-https"})}), 443},
    {"InManifestOrder", rules({rule_of("a.org", {"/*=to-https", "/api:Prefix=web"})}), 443},
    {"BeforeAllHosts", rules({rule_of("", {"/*=to-https"}), rule_of("a.org", {"/*=web"})}), 443},
    {"BeforeTheDefault", rules({rule_of("", {"/*=to-https"})}, kDefaultWeb), 443},
    {"RuleWithoutHttp", rules({R"({"host":"x.org"})", rule_of("a.org", {"/*=to-https"})}), 443},
    {"NotTheDefault", rules({rule_of("a.org", {"/*=to-https"})}, kDefaultWeb), {}},
    {"NotFirst", rules({rule_of("a.org", {"/*=web", "/*=to-https"})}), {}},
    {"NotInEachRule",
     rules({rule_of("a.org", {"/*=to-https", "/*=web"}), rule_of("b.org", {"/*=web"})}),
     {}},
    {"AfterAHost", rules({rule_of("a.org", {"/*=web"}), rule_of("", {"/*=to-https"})}), {}},
    {"SomePaths", rules({rule_of("a.org", {"/login=to-https", "/*=web"})}), {}},
    {"ExactSlash", rules({rule_of("a.org", {"/:Exact=to-https", "/*=web"})}), {}},
    {"OtherHost", rules({rule_of("a.org", {"/*=moved", "/*=web"})}), {}},
    {"TwoPorts", rules({rule_of("a.org", {"/*=to-https"}), rule_of("b.org", {"/*=to-8443"})}), {}},
    {"NoSuchAction", rules({rule_of("a.org", {"/*=to-nowhere"})}), {}},
    {"NoRules", "{}", {}},
    {"WithConditions",
     rules({rule_of("a.org", {"/*=to-https", "/*=web"})}),
     {},
     R"(,"alb.ingress.kubernetes.io/conditions.to-https":"[{\"field\":\"http-header\",\"httpHeaderConfig\":{\"httpHeaderName\":\"a\",\"values\":[\"b\"]}}]")"},
    {"WithEmptyConditions", rules({rule_of("a.org", {"/*=to-https", "/*=web"})}), 443,
     R"(,"alb.ingress.kubernetes.io/conditions.to-https":"[]")"},
    {"WithBrokenConditions",
     rules({rule_of("a.org", {"/*=to-https", "/*=web"})}),
     {},
     R"(,"alb.ingress.kubernetes.io/conditions.to-https":"[")"},
    {"AsRegularExpression",
     rules({rule_of("a.org", {"/*=to-https", "/*=web"})}),
     {},
     R"(,"alb.ingress.kubernetes.io/use-regex-path-match":"true")"},
};

INSTANTIATE_TEST_SUITE_P(Alb, Redirects, testing::ValuesIn(kRedirects),
                         support::trial_name<RedirectCase>);

TEST(Redirects, OfAnotherControllerAreNoneOfTheAlb) {
  const auto ingress =
      support::json(R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{
        "name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"nginx",
        "alb.ingress.kubernetes.io/actions.to-https":"{\"type\":\"redirect\",\"redirectConfig\":{\"protocol\":\"HTTPS\",\"port\":\"443\",\"statusCode\":\"HTTP_301\"}}"}},
        "spec":)" + rules({rule_of("a.org", {"/*=to-https"})}) +
                    "}");
  const translator::BackupObjects nothing;
  EXPECT_FALSE(translator::https_redirect(
      ingress, translator::context_for(ingress, nothing, translator::default_settings(), nullptr)));
}

TEST(Redirects, KeepTheirStatusCode) {
  const auto ingress = support::ingress("web", kAnnotations, rules({rule_of("", {"/*=to-https"})}));
  const translator::BackupObjects nothing;
  const auto redirect = translator::https_redirect(
      ingress, translator::context_for(ingress, nothing, translator::default_settings(), nullptr));
  ASSERT_TRUE(redirect);
  EXPECT_EQ(redirect->status, "HTTP_301");
}

}  // namespace
