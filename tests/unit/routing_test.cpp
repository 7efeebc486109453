// Patterns, the order of ALB's rules, and the map of GKE; then routing in odd shapes through the
// whole fold. What whole Ingresses become is in tests/golden/.

#include <chrono>

#include <gtest/gtest.h>

#include "tests/support/objects.h"
#include "translator/alb_routes.h"
#include "translator/url_map.h"

namespace {

using support::json;
using translator::covers;
using translator::Fate;
using translator::host_covers;
using translator::Json;
using translator::MapRoute;
using translator::path_pattern;
using translator::PathPattern;
using translator::Verdict;

// --- patterns --------------------------------------------------------------------------------

std::string kind_and_text(const std::string& pattern) {
  const PathPattern read = path_pattern(pattern);
  return (read.kind == PathPattern::Kind::exact    ? "exact "
          : read.kind == PathPattern::Kind::prefix ? "prefix "
                                                   : "other ") +
         read.text;
}

TEST(PathPatterns, AreReadAsAlbReadsThem) {
  EXPECT_EQ(kind_and_text("/"), "exact /");
  EXPECT_EQ(kind_and_text("/a"), "exact /a");
  EXPECT_EQ(kind_and_text("/*"), "prefix /");
  EXPECT_EQ(kind_and_text("*"), "prefix /");
  EXPECT_EQ(kind_and_text("/a/*"), "prefix /a/");
  EXPECT_EQ(kind_and_text("/a*"), "prefix /a");
  EXPECT_EQ(kind_and_text("/a?"), "other /a?");
  EXPECT_EQ(kind_and_text("/*/a"), "other /*/a");
  EXPECT_EQ(kind_and_text("/**"), "other /**");
  EXPECT_EQ(kind_and_text("a/*"), "other a/*");
  EXPECT_EQ(kind_and_text(""), "other ");
}

bool covers_text(const std::string& outer, const std::string& inner) {
  return covers(path_pattern(outer), path_pattern(inner));
}

TEST(PathPatterns, CoverWhatBeginsAlike) {
  EXPECT_TRUE(covers_text("/*", "/a/*"));
  EXPECT_TRUE(covers_text("/a*", "/a"));
  EXPECT_TRUE(covers_text("/a*", "/a/*"));
  EXPECT_TRUE(covers_text("/a/*", "/a/"));
  EXPECT_TRUE(covers_text("/a", "/a"));
  EXPECT_FALSE(covers_text("/a/*", "/a"));
  EXPECT_FALSE(covers_text("/a", "/a/"));
  EXPECT_FALSE(covers_text("/a", "/a*"));
  EXPECT_FALSE(covers_text("/a/*", "/a*"));
  EXPECT_FALSE(covers_text("/*/a", "/*/a"));
  EXPECT_FALSE(covers_text("/*", "/a?"));
}

TEST(PathPatterns, OfLettersAndAStarAreTwoOnGke) {
  const auto in_words = [](const std::string& pattern) {
    std::string words;
    for (const PathPattern& path : gke_patterns(path_pattern(pattern))) {
      words += text_of(path) + " ";
    }
    return words;
  };
  EXPECT_EQ(in_words("/a"), "/a ");
  EXPECT_EQ(in_words("/a/*"), "/a/* ");
  EXPECT_EQ(in_words("/*"), "/* ");
  EXPECT_EQ(in_words("/a*"), "/a /a/* ");
  EXPECT_EQ(in_words("/a?"), "");
}

TEST(HostPatterns, OfAlbSpanLabels) {
  EXPECT_TRUE(host_covers("", "a.example.com"));
  EXPECT_TRUE(host_covers("a.example.com", "a.example.com"));
  EXPECT_TRUE(host_covers("*.example.com", "a.example.com"));
  EXPECT_TRUE(host_covers("*.example.com", "a.b.example.com"));
  EXPECT_TRUE(host_covers("*.example.com", "*.b.example.com"));
  EXPECT_FALSE(host_covers("*.example.com", "example.com"));
  EXPECT_FALSE(host_covers("*.example.com", ".example.com"));
  EXPECT_FALSE(host_covers("*.example.com", "a.example.org"));
  EXPECT_FALSE(host_covers("*.b.example.com", "*.example.com"));
  EXPECT_FALSE(host_covers("a.example.com", ""));
}

TEST(HostPatterns, AreWhatTheApiServerTakes) {
  for (const char* host : {"a", "a.example.com", "*.example.com", "a-b.example.com", "1.example"}) {
    EXPECT_TRUE(translator::is_rule_host(host)) << host;
  }
  const std::string long_label(64, 'a');
  std::string long_host = "a";
  while (long_host.size() < 254) {
    long_host += ".a";
  }
  for (const std::string& host :
       {std::string(), std::string("*"), std::string("A.example.com"), std::string("a..b"),
        std::string("-a.example.com"), std::string("a-.example.com"), std::string("*example.com"),
        std::string("a.*.com"), std::string("a_b.com"), std::string("192.0.2.1"),
        std::string("a.com:80"), std::string("a."), long_label, long_host}) {
    EXPECT_FALSE(translator::is_rule_host(host)) << host;
  }
}

TEST(Names, AreWhatTheApiServerTakes) {
  EXPECT_TRUE(translator::is_service_name("web-1"));
  EXPECT_FALSE(translator::is_service_name("1web"));
  EXPECT_FALSE(translator::is_service_name("Web"));
  EXPECT_FALSE(translator::is_service_name(std::string(64, 'a')));
  EXPECT_FALSE(translator::is_service_name(""));
  EXPECT_TRUE(translator::is_port_name("http-1"));
  EXPECT_FALSE(translator::is_port_name("80"));
  EXPECT_FALSE(translator::is_port_name("a--b"));
  EXPECT_FALSE(translator::is_port_name("sixteen-letters-"));
  EXPECT_FALSE(translator::is_port_name("sixteen-letterss"));
}

// --- ALB's order -----------------------------------------------------------------------------

std::string in_words(const translator::AlbRoutes& read) {
  std::string words;
  for (const translator::AlbRoute& route : read.routes) {
    for (const std::string& host : route.hosts) {
      words += (host.empty() ? "any" : host) + " ";
    }
    for (const std::string& pattern : route.patterns) {
      words += pattern + " ";
    }
    words += "> " + route.backend.name + "; ";
  }
  for (const translator::RouteError& error : read.errors) {
    words += "! " + error.place + " " + error.value + "; ";
  }
  return words;
}

Json with_paths(const std::string& paths, const std::string& annotations = "") {
  return support::ingress(
      "web",
      R"("kubernetes.io/ingress.class":"alb")" + (annotations.empty() ? "" : "," + annotations),
      R"({"rules":[{"host":"a.org","http":{"paths":[)" + paths + "]}}]}");
}

std::string path(const std::string& type, const std::string& text, const std::string& service) {
  return R"({"path":")" + text + R"(","pathType":")" + type +
         R"(","backend":{"service":{"name":")" + service + R"(","port":{"number":80}}}})";
}

TEST(AlbRoutes, StandInTheOrderOfTheirPriority) {
  const Json ingress =
      with_paths(path("ImplementationSpecific", "/z", "one") + "," + path("Prefix", "/b", "two") +
                 "," + path("Prefix", "/long/", "three") + "," + path("Exact", "/e", "four") + "," +
                 path("Prefix", "/c", "five") + "," + path("Exact", "/d", "six") + "," +
                 path("ImplementationSpecific", "", "seven") + "," + path("Prefix", "/", "eight"));
  EXPECT_EQ(in_words(translator::read_routes(ingress)),
            "a.org /e > four; a.org /d > six; a.org /long /long/* > three; a.org /b /b/* > two; "
            "a.org /c /c/* > five; a.org /* > eight; a.org /z > one; a.org /* > seven; ");
}

TEST(AlbRoutes, TakeHostsAndPathsOfConditions) {
  const Json ingress = with_paths(
      path("Exact", "/e", "web"),
      R"("alb.ingress.kubernetes.io/conditions.web":"[{\"field\":\"host-header\",\"hostHeaderConfig\":{\"values\":[\"B.org\"]}},{\"field\":\"path-pattern\",\"pathPatternConfig\":{\"values\":[\"/x*\"]}},{\"field\":\"path-pattern\",\"pathPatternConfig\":{\"regexValues\":[\"^y\"]}}]")");
  EXPECT_EQ(in_words(translator::read_routes(ingress)), "a.org b.org /e /x* > web; ");
}

TEST(AlbRoutes, OfHostStarAreForAnyHost) {
  const Json ingress = with_paths(
      path("Exact", "/e", "web"),
      R"("alb.ingress.kubernetes.io/conditions.web":"[{\"field\":\"host-header\",\"hostHeaderConfig\":{\"values\":[\"*\"]}}]")");
  EXPECT_EQ(in_words(translator::read_routes(ingress)), "any /e > web; ");
}

TEST(AlbRoutes, TellWhereTheControllerStops) {
  const Json ingress =
      with_paths(path("Prefix", "/a*", "one") + "," + path("Exact", "/b?", "two") + "," +
                     path("prefix", "/c", "three") + R"(,{"path":"/d"},"no object")",
                 R"("alb.ingress.kubernetes.io/use-regex-path-match":"maybe",
                    "alb.ingress.kubernetes.io/conditions.one":"{",
                    "alb.ingress.kubernetes.io/transforms.two":"{")");
  const std::string words = in_words(translator::read_routes(ingress));
  for (const char* wanted :
       {"! /spec/rules/0/http/paths/0 /a*;", "! /spec/rules/0/http/paths/1 /b?;",
        "! /spec/rules/0/http/paths/2 /c;", "! /spec/rules/0/http/paths/3 null;",
        "! /spec/rules/0/http/paths/4 null;",
        "! alb.ingress.kubernetes.io/use-regex-path-match maybe;",
        "! alb.ingress.kubernetes.io/conditions.one {;",
        "! alb.ingress.kubernetes.io/transforms.two {;"}) {
    EXPECT_NE(words.find(wanted), std::string::npos) << wanted << " in " << words;
  }
}

TEST(AlbRoutes, ReadConditionsOfTheDefaultBackendToo) {
  const Json ingress =
      support::ingress("web", R"("alb.ingress.kubernetes.io/conditions.web":"{")",
                       R"({"defaultBackend":{"service":{"name":"web","port":{"number":80}}}})");
  EXPECT_EQ(in_words(translator::read_routes(ingress)),
            "! alb.ingress.kubernetes.io/conditions.web {; ");
}

// --- GKE's map -------------------------------------------------------------------------------

MapRoute route(std::vector<std::string> hosts, const std::vector<std::string>& patterns,
               std::string target) {
  MapRoute made{.hosts = std::move(hosts), .patterns = {}, .target = std::move(target)};
  for (const std::string& pattern : patterns) {
    made.patterns.push_back(path_pattern(pattern));
  }
  return made;
}

std::string in_words(const translator::UrlMap& map, const std::vector<MapRoute>& routes) {
  std::string words;
  for (const translator::HostMap& host : map.hosts) {
    words += (host.host.empty() ? "any" : host.host) + ":";
    for (const translator::MapEntry& entry : host.entries) {
      words += " " + text_of(entry.path) + ">" + routes[entry.route].target;
    }
    words += "; ";
  }
  for (const translator::Strayed& strayed : map.strayed) {
    words += "strayed " + text_of(routes[strayed.route].patterns[strayed.pattern]) + ">" +
             (strayed.target.empty() ? "404" : strayed.target) + "; ";
  }
  for (const translator::Unreached& lost : map.unreached) {
    words += "unreached " + text_of(routes[lost.route].patterns[lost.pattern]) + "; ";
  }
  return words;
}

std::string map_of(const std::vector<MapRoute>& routes, const std::string& by_default = "") {
  return in_words(make_url_map(routes, by_default), routes);
}

TEST(UrlMap, KeepsTheFirstMatch) {
  EXPECT_EQ(map_of({route({"a"}, {"/x"}, "one"), route({"a"}, {"/x"}, "two")}),
            "a: /x>one; unreached /x; ");
  EXPECT_EQ(map_of({route({"a"}, {"/*"}, "one"), route({"a"}, {"/x/*"}, "two")}),
            "a: /*>one; unreached /x/*; ");
  EXPECT_EQ(map_of({route({"a"}, {"/x/*"}, "two"), route({"a"}, {"/*"}, "one")}),
            "a: /x/*>two /*>one; ");
  // The same path on another host is another path.
  EXPECT_EQ(map_of({route({"a"}, {"/x"}, "one"), route({"b"}, {"/x"}, "two")}),
            "a: /x>one; b: /x>two; ");
}

TEST(UrlMap, GivesEachHostWhatWiderHostsServed) {
  EXPECT_EQ(map_of({route({"a"}, {"/x"}, "one"), route({""}, {"/*"}, "two")}),
            "a: /x>one /*>two; any: /*>two; ");
  EXPECT_EQ(map_of({route({"*.org"}, {"/x"}, "one"), route({"a.org"}, {"/y"}, "two")}),
            "*.org: /x>one; a.org: /x>one /y>two; ");
  // Before the nearer host's own rules, a wider host takes all.
  EXPECT_EQ(map_of({route({""}, {"/*"}, "one"), route({"a"}, {"/y"}, "two")}),
            "any: /*>one; a: /*>one; unreached /y; ");
}

TEST(UrlMap, TellsWhoGetsWhatLettersAndAStarLose) {
  EXPECT_EQ(map_of({route({"a"}, {"/x*"}, "one")}), "a: /x>one /x/*>one; strayed /x*>404; ");
  EXPECT_EQ(map_of({route({"a"}, {"/x*"}, "one")}, "rest"),
            "a: /x>one /x/*>one; strayed /x*>rest; ");
  EXPECT_EQ(map_of({route({"a"}, {"/x*"}, "one"), route({"a"}, {"/*"}, "two")}),
            "a: /x>one /x/*>one /*>two; strayed /x*>two; ");
  // The same Service behind it loses nothing.
  EXPECT_EQ(map_of({route({"a"}, {"/x*"}, "one"), route({"a"}, {"/*"}, "one")}),
            "a: /x>one /x/*>one /*>one; ");
  // The nearest of several wider paths gets it.
  EXPECT_EQ(map_of({route({"a"}, {"/w/x*"}, "one"), route({"a"}, {"/w/*"}, "two"),
                    route({"a"}, {"/*"}, "one")}),
            "a: /w/x>one /w/x/*>one /w/*>two /*>one; strayed /w/x*>two; ");
  // Only one of its two halves is left for it.
  EXPECT_EQ(map_of({route({"a"}, {"/x/*"}, "two"), route({"a"}, {"/x*"}, "one")}),
            "a: /x/*>two /x>one; strayed /x*>404; ");
}

TEST(UrlMap, LeavesA404OutUnlessSomethingElseWouldAnswer) {
  EXPECT_EQ(map_of({route({"a"}, {"/x/*"}, ""), route({"a"}, {"/y"}, "one")}), "a: /y>one; ");
  EXPECT_EQ(map_of({route({"a"}, {"/x/*"}, ""), route({"a"}, {"/*"}, "one")}),
            "a: /*>one; strayed /x/*>one; ");
  EXPECT_EQ(map_of({route({"a"}, {"/x"}, "")}, "rest"), "strayed /x>rest; ");
  // It shields what is behind it, too.
  EXPECT_EQ(map_of({route({"a"}, {"/x/*"}, ""), route({"a"}, {"/x/y"}, "one")}),
            "unreached /x/y; ");
  EXPECT_EQ(map_of({route({"a"}, {"/x"}, ""), route({""}, {"/*"}, "one")}),
            "a: /*>one; any: /*>one; strayed /x>one; ");
}

TEST(UrlMap, ComparesNoMoreThanAnyAlbTakes) {
  std::vector<MapRoute> many;
  for (int i = 0; i < 5000; ++i) {
    many.push_back(route({"a"}, {"/" + std::to_string(i)}, "one"));
  }
  EXPECT_TRUE(make_url_map(many, "").too_large);
  many.resize(1000);
  EXPECT_FALSE(make_url_map(many, "").too_large);
}

// --- odd shapes ------------------------------------------------------------------------------

translator::Translation translated(const Json& ingress) {
  auto surroundings = support::backup();
  surroundings.add(support::service("web", "", R"({"ports":[{"port":80}]})"));
  surroundings.add(ingress);
  return support::translate(ingress, surroundings, &ingress);
}

TEST(OddRouting, NeverCrashes) {
  for (const char* spec :
       {"null", "[]", "7", R"({"rules":null})", R"({"rules":{}})", R"({"rules":[null,7,"x",[]]})",
        R"({"rules":[{"http":null}]})", R"({"rules":[{"http":{"paths":null}}]})",
        R"({"rules":[{"http":{"paths":[null,7,"x",[],{}]}}]})", R"({"rules":[{"host":7}]})",
        R"({"rules":[{"http":{"paths":[{"path":7,"pathType":7,"backend":7}]}}]})",
        R"({"rules":[{"http":{"paths":[{"backend":{"service":7}}]}}]})",
        R"({"rules":[{"http":{"paths":[{"backend":{"service":{"name":7,"port":7}}}]}}]})",
        R"({"defaultBackend":null})", R"({"defaultBackend":7})", R"({"defaultBackend":{}})",
        R"({"defaultBackend":{"service":null}})",
        R"({"defaultBackend":{"service":{"port":{"name":"use-annotation"}}}})"}) {
    const Json ingress = support::ingress(
        "web", R"("kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/actions.":"{")",
        spec);
    const auto result =
        translator::translate_item(ingress.dump(), ingress.dump(), translator::BackupObjects(),
                                   translator::default_settings());
    ASSERT_TRUE(result) << spec;
    EXPECT_EQ(support::finding_of(result->translation, "internal-error"), nullptr) << spec;
  }
}

TEST(OddRouting, OfTheOldApiVersionIsParked) {
  const Json ingress = support::ingress(
      "web", R"("kubernetes.io/ingress.class":"alb")",
      R"({"rules":[{"http":{"paths":[{"path":"/","backend":{"serviceName":"web","servicePort":80}}]}}]})");
  const auto result = translated(ingress);
  EXPECT_EQ(result.fate, Fate::parked);
  ASSERT_NE(support::finding_of(result, "ingress-paths"), nullptr);
  EXPECT_EQ(support::finding_of(result, "ingress-paths")->key, "/spec/rules/0/http/paths/0");
}

TEST(OddRouting, OfAMegabyteIsJudgedInTime) {
  const auto begin = std::chrono::steady_clock::now();
  for (const std::string& value :
       {std::string(1 << 20, '['), std::string(1 << 20, '*'), "[" + std::string(1 << 20, ' ') + "]",
        R"({"type":")" + std::string(1 << 20, 'x') + "\"}"}) {
    Json ingress = with_paths(path("Prefix", "/", "web"));
    Json& annotations = ingress["metadata"]["annotations"];
    ingress["spec"]["rules"][0]["http"]["paths"].push_back(json(
        R"({"path":"/x","pathType":"Exact","backend":{"service":{"name":"do","port":{"name":"use-annotation"}}}})"));
    for (const char* family : {"actions.do", "conditions.web", "transforms.web"}) {
      annotations["alb.ingress.kubernetes.io/" + std::string(family)] = value;
    }
    EXPECT_EQ(translated(ingress).fate, Fate::parked);
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  EXPECT_LT(seconds.count(), 20.0);
}

TEST(OddRouting, OfTooManyPathsIsParkedInTime) {
  Json ingress = with_paths(path("Prefix", "/", "web"));
  Json& paths = ingress["spec"]["rules"][0]["http"]["paths"];
  for (int i = 0; i < 6000; ++i) {
    paths.push_back(json(path("Exact", "/" + std::to_string(i), "web")));
  }
  const auto begin = std::chrono::steady_clock::now();
  const auto result = translated(ingress);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  EXPECT_EQ(result.fate, Fate::parked);
  ASSERT_NE(support::finding_of(result, "ingress-paths", "/spec/rules"), nullptr);
  // The work grows with the paths, not with their square: 1 s, or 10 s without optimisation on a
  // busy machine.
  EXPECT_LT(seconds.count(), 60.0);
}

TEST(OddRouting, MembersOfRulesAndPathsSurvive) {
  const Json ingress = support::ingress("web", R"("kubernetes.io/ingress.class":"alb")",
                                        R"({"rules":[{"x":1,"host":"a.org","http":{"y":2,"paths":[
        {"z":3,"path":"/a*","pathType":"ImplementationSpecific","backend":{"w":4,"service":{"name":"web","port":{"number":80}}}}]}}]})");
  const Json rule = translated(ingress).object.at(translator::Pointer("/spec/rules/0"));
  EXPECT_EQ(rule.at("x"), 1);
  EXPECT_EQ(rule.at("http").at("y"), 2);
  ASSERT_EQ(rule.at("http").at("paths").size(), 2U);
  for (const Json& entry : rule.at("http").at("paths")) {
    EXPECT_EQ(entry.at("z"), 3);
    EXPECT_EQ(entry.at("backend").at("w"), 4);
  }
}

TEST(OddRouting, WithoutRulesThatServeIsLeftAlone) {
  const Json ingress = support::ingress("web", R"("kubernetes.io/ingress.class":"alb")",
                                        R"({"rules":[{"host":"a.org"}]})");
  const auto result = translated(ingress);
  EXPECT_EQ(result.fate, Fate::translated);
  EXPECT_EQ(result.object.at("spec"), json(R"({"rules":[{"host":"a.org"}]})"));
}

}  // namespace
