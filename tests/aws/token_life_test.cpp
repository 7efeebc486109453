#include "aws/token_life.h"

#include <limits>

#include <gtest/gtest.h>

namespace {

using aws::is_due;
using aws::Moment;
using aws::parse_time;
using aws::token_life;
using aws::TokenLife;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Moment kNow = *parse_time("2026-11-23T09:00:00Z");

double after(seconds distance) {
  return static_cast<double>((kNow + distance).time_since_epoch().count());
}

TEST(TokenLife, BelievesWhatCanBeTrue) {
  for (const seconds life : {seconds{1}, seconds{hours{6}}, seconds{hours{12}},
                             seconds{hours{12} + minutes{59}}, seconds{hours{13}}}) {
    EXPECT_EQ(token_life(kNow, after(life)), (TokenLife{kNow, kNow + life, false})) << life.count();
  }
  EXPECT_EQ(token_life(kNow, after(hours{12}) + 0.75).expires, kNow + hours{12});
}

TEST(TokenLife, TwelveHoursWhenNothingIsSaid) {
  EXPECT_EQ(token_life(kNow, std::nullopt), (TokenLife{kNow, kNow + hours{12}, false}));
}

TEST(TokenLife, TellsAnOddClock) {
  const TokenLife odd{kNow, kNow + hours{12}, true};
  for (const double said :
       {after(seconds{0}), after(seconds{-1}), after(hours{13}) + 1, 0.0, -1.0, 1.5e300,
        static_cast<double>(parse_time("2015-01-01T00:00:00Z")->time_since_epoch().count()),
        std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_EQ(token_life(kNow, said), odd) << said;
  }
}

TEST(TokenLife, IsDueInItsSecondHalf) {
  const TokenLife life{kNow, kNow + hours{12}, false};
  EXPECT_FALSE(is_due(life, kNow));
  EXPECT_FALSE(is_due(life, kNow + hours{6}));
  EXPECT_TRUE(is_due(life, kNow + hours{6} + seconds{1}));
  EXPECT_TRUE(is_due(life, kNow + hours{100}));
  EXPECT_TRUE(is_due(life, kNow - seconds{1}));    // from the future: a wrong clock
  EXPECT_TRUE(is_due({kNow, kNow, false}, kNow));  // no length
  EXPECT_TRUE(is_due({kNow, kNow - hours{1}, false}, kNow));
}

TEST(TokenLife, TimesAreReadAsTheyAreWritten) {
  EXPECT_EQ(aws::time_text(kNow), "2026-11-23T09:00:00Z");
  EXPECT_EQ(parse_time("2024-02-29T23:59:59Z")->time_since_epoch(), seconds{1709251199});
  for (const char* text : {"", "2026-11-23", "2026-11-23T09:00:00", "2026-11-23T09:00:00+01:00",
                           "2026-02-30T09:00:00Z", "2026-11-23T09:00:00Z ", "2026-1-2T3:4:5Z"}) {
    EXPECT_FALSE(parse_time(text)) << text;
  }
}

}  // namespace
