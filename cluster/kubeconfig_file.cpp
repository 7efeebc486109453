#include "cluster/kubeconfig_file.h"

#include <utility>

#include <openssl/evp.h>

#include "cluster/text_file.h"

namespace cluster {

namespace {

using translator::Error;
using translator::Result;
using Path = std::filesystem::path;
using File = KubeconfigFile;
using Entry = KubeconfigEntry;

Result<File> parse_file(const Path& path) {
  const auto text = read_text_file(path);
  if (!text) {
    return text.error();
  }
  try {
    File file{path, YAML::Load(*text)};
    if (!file.root.IsMap()) {
      return Error{"is no kubeconfig: a map with clusters, users and contexts is expected",
                   path.string()};
    }
    return file;
  } catch (const YAML::Exception& failure) {
    return Error{"is no valid YAML: " + failure.msg,
                 path.string() + ":" + std::to_string(failure.mark.line + 1) + ":" +
                     std::to_string(failure.mark.column + 1)};
  }
}

std::optional<std::string> decode_base64(const std::string& text) {
  std::string result(text.size() + 3, '\0');
  auto* output = reinterpret_cast<unsigned char*>(result.data());  // NOLINT: OpenSSL's bytes
  const auto* input = reinterpret_cast<const unsigned char*>(text.data());  // NOLINT: same
  int head = 0;
  int tail = 0;
  EVP_ENCODE_CTX* state = EVP_ENCODE_CTX_new();
  EVP_DecodeInit(state);
  const bool good =
      EVP_DecodeUpdate(state, output, &head, input, static_cast<int>(text.size())) >= 0 &&
      EVP_DecodeFinal(state, output + head, &tail) == 1;
  EVP_ENCODE_CTX_free(state);
  if (!good || head + tail == 0) {
    return std::nullopt;
  }
  result.resize(static_cast<std::size_t>(head) + static_cast<std::size_t>(tail));
  return result;
}

bool is_named(const YAML::Node& entry, const std::string& name) {
  return entry.IsMap() && entry["name"] && entry["name"].IsScalar() &&
         entry["name"].Scalar() == name;
}

}  // namespace

Result<std::vector<File>> parse_kubeconfig_files(const std::vector<Path>& paths) {
  std::vector<File> files;
  for (const auto& path : paths) {
    std::error_code ignored;
    if (paths.size() > 1 && !std::filesystem::exists(path, ignored)) {
      continue;
    }
    auto file = parse_file(path);
    if (!file) {
      return file.error();
    }
    files.push_back(std::move(*file));
  }
  if (files.empty()) {
    return Error{"none of the files that KUBECONFIG names exists", ""};
  }
  return files;
}

Result<Entry> entry_named(const std::vector<File>& files, const std::string& list,
                          const std::string& inner, const std::string& name) {
  for (const auto& file : files) {
    const YAML::Node entries = file.root[list];
    if (!entries || !entries.IsSequence()) {
      continue;
    }
    for (const auto& entry : entries) {
      if (!is_named(entry, name)) {
        continue;
      }
      std::string place = file.path.string() + ": ";
      place.append(list).append("[").append(name).append("].").append(inner);
      Entry found{entry[inner], std::move(place), file.path.parent_path()};
      if (!found.values || !found.values.IsMap()) {
        return Error{"is missing or no map", found.place};
      }
      return found;
    }
  }
  return Error{"no entry is named \"" + name + "\"", files.front().path.string() + ": " + list};
}

Result<std::optional<std::string>> text_at(const Entry& entry, const std::string& key) {
  const YAML::Node value = entry.values[key];
  if (!value || value.IsNull()) {
    return std::optional<std::string>{};
  }
  if (!value.IsScalar()) {
    return Error{"must be text", entry.place_of(key)};
  }
  return value.Scalar().empty() ? std::nullopt : std::optional(value.Scalar());
}

Result<std::string> pem_at(const Entry& entry, const std::string& key) {
  const auto data_key = key + "-data";
  const auto data = text_at(entry, data_key);
  if (!data) {
    return data.error();
  }
  if (data->has_value()) {
    auto decoded = decode_base64(**data);
    if (!decoded) {
      return Error{"is no valid base64", entry.place_of(data_key)};
    }
    return *decoded;
  }
  const auto path = text_at(entry, key);
  if (!path) {
    return path.error();
  }
  if (!path->has_value()) {
    return std::string{};
  }
  auto text = read_text_file(entry.folder / **path);
  if (!text) {
    return Error{text.error().text(), entry.place_of(key)};
  }
  return *text;
}

translator::Status read_flag(const Entry& entry, const char* key, bool& flag) {
  const auto text = text_at(entry, key);
  if (!text) {
    return text.error();
  }
  if (!text->has_value()) {
    return translator::Done{};
  }
  if (**text != "true" && **text != "false") {
    return Error{"must be true or false", entry.place_of(key)};
  }
  flag = **text == "true";
  return translator::Done{};
}

translator::Status read_text(const Entry& entry, const char* key, std::string& target) {
  auto text = text_at(entry, key);
  if (!text) {
    return text.error();
  }
  target = text->value_or("");
  return translator::Done{};
}

}  // namespace cluster
