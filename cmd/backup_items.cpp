#include "cmd/backup_items.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "cluster/backup_archive.h"
#include "cmd/inputs.h"
#include "cmd/restore_order.h"

namespace cmd {
namespace {

constexpr std::size_t kProgressStep = 500;

auto restore_key(const BackupItem& item) {
  return std::make_tuple(restore_rank(item.directory), std::string_view(item.name_space),
                         std::string_view(item.name));
}

}  // namespace

translator::Result<std::vector<BackupItem>> read_items(const std::string& archive,
                                                       Console& console) {
  std::vector<BackupItem> items;
  const auto visit = [&](const cluster::BackupEntry& entry) -> translator::Status {
    BackupItem item{.directory = std::string(entry.directory),
                    .name_space = std::string(entry.name_space),
                    .name = std::string(entry.name),
                    .where = fmt::format("{}: {}", archive, entry.path),
                    .text = std::string(entry.text)};
    const auto object = parse_object(item.text, item.where);
    if (!object) {
      return object.error();
    }
    items.push_back(std::move(item));
    if (items.size() % kProgressStep == 0) {
      console.progress(fmt::format("read {} objects", items.size()));
    }
    return translator::Done{};
  };
  const translator::Status status =
      cluster::read_backup(archive, {.wants = {}, .visit = visit}, cluster::kWideLimits);
  if (!status) {
    return status.error();
  }
  std::sort(items.begin(), items.end(), [](const BackupItem& a, const BackupItem& b) {
    return restore_key(a) < restore_key(b);
  });
  return items;
}

}  // namespace cmd
