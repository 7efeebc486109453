#include "plugin/log.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "plugin/item_log.h"
#include "tests/plugin/captured_log.h"

namespace plugin {
namespace {

using nlohmann::json;

TEST(LogLine, IsWhatVelerosHostReads) {
  EXPECT_EQ(
      log_line(LogLevel::warn, "it \"is\"\nso", {{"key", "a<b"}}, "translator/x.cpp:3"),
      "{\"@level\":\"warn\",\"@message\":\"it \\\"is\\\"\\nso\","
      "\"@logSourceSetBy\":\"plugin\",\"logSource\":\"translator/x.cpp:3\",\"key\":\"a<b\"}\n");
  EXPECT_EQ(log_line(LogLevel::info, "", {}, ""), "{\"@level\":\"info\",\"@message\":\"\"}\n");
}

TEST(LogLine, EveryLevelHasTheHostsWord) {
  const std::vector<std::pair<LogLevel, const char*>> cases = {{LogLevel::trace, "trace"},
                                                               {LogLevel::debug, "debug"},
                                                               {LogLevel::info, "info"},
                                                               {LogLevel::warn, "warn"},
                                                               {LogLevel::error, "error"}};
  for (const auto& [level, word] : cases) {
    EXPECT_EQ(json::parse(log_line(level, "m", {}, "")).at("@level"), word);
  }
}

// The host parses lines below 64 KiB only, however much escapes swell them.
TEST(LogLine, StaysBelowTheHostsLimit) {
  for (const std::string& piece : {std::string("a"), std::string("\x01"), std::string("\xff"),
                                   std::string("\u20ac"), std::string("\"\n")}) {
    std::string huge;
    while (huge.size() < 300'000) {
      huge += piece;
    }
    Fields fields;
    for (int i = 0; i < 30; ++i) {
      fields.emplace_back("field", huge);
    }
    const std::string line = log_line(LogLevel::info, huge, fields, huge);
    EXPECT_LE(line.size(), kMaxLineBytes);
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    const json parsed = json::parse(line);
    const auto message = parsed.at("@message").get<std::string>();
    EXPECT_TRUE(message.ends_with("\u2026"));
    EXPECT_LE(json_string(huge, kMaxMessageBytes).size(), kMaxMessageBytes);
    EXPECT_GT(json_string(huge, kMaxMessageBytes).size(), kMaxMessageBytes * 9 / 10);
  }
}

TEST(LogLine, WhatFitsIsNotCut) {
  EXPECT_EQ(json_string("abc", 16), "\"abc\"");
  EXPECT_EQ(json_string(std::string(14, 'a'), 16), "\"" + std::string(14, 'a') + "\"");
  EXPECT_EQ(json_string(std::string(15, 'a'), 16), "\"" + std::string(11, 'a') + "\u2026\"");
}

TEST(LogLine, BytesThatAreNoUtf8AreReplaced) {
  EXPECT_EQ(json::parse(log_line(LogLevel::info, "a\xc3(\xff", {}, "")).at("@message"),
            "a\ufffd(\ufffd");
  EXPECT_EQ(one_line("a\nb\xff\x7f"), "a b\ufffd ");
}

TEST(OneLine, IsCutBetweenCharacters) {
  const std::string line = one_line(std::string(9, 'a') + "\u20ac\u20ac\u20ac", 14);
  EXPECT_EQ(line, std::string(9, 'a') + "\u2026");
}

TEST(Log, HonoursTheThreshold) {
  CapturedLog captured(LogLevel::warn);
  captured.log.write(LogLevel::debug, "no");
  captured.log.write(LogLevel::info, "no");
  captured.log.write(LogLevel::warn, "yes");
  captured.log.write(LogLevel::error, "yes");
  EXPECT_EQ(captured.lines().size(), 2U);
  CapturedLog silent(LogLevel::silent);
  silent.log.write(LogLevel::error, "no");
  EXPECT_EQ(silent.text(), "");
}

TEST(Log, LinesOfThreadsDoNotMix) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
  std::string all;
  std::thread reader([&] {
    std::array<char, 1000> buffer{};
    for (ssize_t got = 1; got > 0;) {
      got = ::read(pipe[0], buffer.data(), buffer.size());
      all.append(buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    }
  });
  Log log(pipe[1], LogLevel::info);
  std::vector<std::thread> writers;
  writers.reserve(4);
  for (int i = 0; i < 4; ++i) {
    writers.emplace_back([&log, i] {
      for (int n = 0; n < 50; ++n) {
        log.write(LogLevel::info, std::string(9000, static_cast<char>('a' + i)));
      }
    });
  }
  for (std::thread& writer : writers) {
    writer.join();
  }
  ::close(pipe[1]);
  reader.join();
  ::close(pipe[0]);
  std::size_t lines = 0;
  for (std::size_t start = 0; start < all.size(); ++lines) {
    const std::size_t end = all.find('\n', start);
    ASSERT_NE(end, std::string::npos);
    const auto message =
        json::parse(all.substr(start, end - start)).at("@message").get<std::string>();
    EXPECT_EQ(message, std::string(9000, message.front()));
    start = end + 1;
  }
  EXPECT_EQ(lines, 200U);
}

TEST(Log, TellsWhenTheHostIsGone) {
  ::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
  ::close(pipe[0]);
  int told = 0;
  Log log(pipe[1], LogLevel::info, [&] { ++told; });
  log.write(LogLevel::info, "anybody?");
  EXPECT_EQ(told, 1);
  ::close(pipe[1]);
}

translator::Finding finding_of(translator::Verdict verdict) {
  translator::Finding finding;
  finding.verdict = verdict;
  finding.key = "alb.ingress.kubernetes.io/scheme";
  finding.from = "internal";
  finding.to = "gce-internal";
  finding.message = "the load balancer stays internal";
  finding.next_step = "Nothing.";
  finding.rule = "ingress-scheme";
  finding.site = {.file = "translator/rules/ingress.cpp", .line = 12};
  return finding;
}

TEST(ItemLog, EveryFieldOfAFindingIsAString) {
  CapturedLog captured;
  translator::Translation translation;
  translation.fate = translator::Fate::translated;
  translation.object =
      translator::Json::parse(R"({"kind":"Ingress","metadata":{"namespace":"shop","name":"web"}})");
  translation.findings = {finding_of(translator::Verdict::translated)};
  translation.summary = "translated: class gce-internal";
  log_item(captured.log, translation);
  ASSERT_EQ(captured.lines().size(), 2U);
  EXPECT_EQ(captured.lines()[0],
            json::parse(R"({"@level":"info","@message":"the load balancer stays internal",
              "@logSourceSetBy":"plugin","logSource":"translator/rules/ingress.cpp:12",
              "kind":"Ingress","item":"shop/web","rule":"ingress-scheme","verdict":"translated",
              "key":"alb.ingress.kubernetes.io/scheme","from":"internal","to":"gce-internal",
              "nextStep":"Nothing."})"));
  EXPECT_EQ(captured.lines()[1].at("@message"), "translated: class gce-internal");
  EXPECT_EQ(captured.lines()[1].at("outcome"), "translated");
}

TEST(ItemLog, WhatNeedsAPersonIsAWarning) {
  using translator::Verdict;
  const std::vector<std::pair<Verdict, const char*>> cases = {
      {Verdict::translated, "info"},   {Verdict::dropped, "info"},
      {Verdict::approximated, "info"}, {Verdict::invalid, "warn"},
      {Verdict::needs_action, "warn"}, {Verdict::unknown, "warn"},
      {Verdict::refused, "warn"}};
  for (const auto& [verdict, level] : cases) {
    CapturedLog captured;
    translator::Translation translation;
    translation.object = translator::Json::object();
    translation.findings = {finding_of(verdict)};
    log_item(captured.log, translation);
    ASSERT_EQ(captured.lines().size(), 1U);
    EXPECT_EQ(captured.lines()[0].at("@level"), level) << translator::name_of(verdict);
  }
}

TEST(ItemLog, AnUntouchedItemIsNotWorthALine) {
  CapturedLog captured(LogLevel::trace);
  translator::Translation translation;
  translation.object = translator::Json::parse(R"({"kind":"Service"})");
  log_item(captured.log, translation);
  EXPECT_EQ(captured.text(), "");
}

TEST(ItemLog, AClusterScopedObjectHasNoNamespaceInItsLabel) {
  EXPECT_EQ(label_of(translator::Json::parse(R"({"metadata":{"name":"alb"}})")), "alb");
  EXPECT_EQ(label_of(translator::Json::parse(R"({"metadata":null})")), "");
}

}  // namespace
}  // namespace plugin
