#pragma once

// Objects as YAML files in a folder. File names are made here: kind, namespace and name in lower
// case, everything else than letters, digits, '.' and '-' replaced, and a number where two would be
// the same. No name of a backup decides where a file is written.

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "translator/json.h"
#include "translator/result.h"

namespace cmd {

// A name that is not in `used`, and is then.
[[nodiscard]] std::string file_name_for(const translator::Json& object,
                                        std::set<std::string>& used);

// Makes the folder. Error: it exists and is not empty, or cannot be made.
[[nodiscard]] translator::Status make_output_folder(const std::filesystem::path& folder);

// Only the user can read the files: Secrets are among them. Error: a file cannot be written.
[[nodiscard]] translator::Status write_objects(const std::filesystem::path& folder,
                                               const std::vector<translator::Json>& objects);

}  // namespace cmd
