#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

namespace {

// The translator is arithmetic on JSON: nothing in it may reach the network, archives, files, the
// clock or the environment. mutation.cpp reads the environment, in the build for scripts/mutate
// only.
TEST(Layers, TheTranslatorIncludesNothingOfTheOutsideWorld) {
  const char* forbidden[] = {"grpc",       "google/protobuf", ".pb.h",       "boost/",
                             "<archive",   "<fstream",        "<filesystem", "<iostream",
                             "<chrono>",   "<thread>",        "<cstdlib>",   "openssl/ssl",
                             "\"cluster/", "\"plugin/",       "\"cmd/",      "\"proto/"};
  int files = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(SOURCE_FOLDER "/translator")) {
    const auto extension = entry.path().extension();
    if ((extension != ".h" && extension != ".cpp") || entry.path().filename() == "mutation.cpp") {
      continue;
    }
    ++files;
    std::ifstream source(entry.path());
    for (std::string line; std::getline(source, line);) {
      if (line.compare(0, 8, "#include") != 0) {
        continue;
      }
      for (const char* text : forbidden) {
        EXPECT_EQ(line.find(text), std::string::npos) << entry.path() << ": " << line;
      }
    }
  }
  EXPECT_GT(files, 30);
}

}  // namespace
