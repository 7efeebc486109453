#include "tests/cluster/archive_builder.h"

#include <memory>
#include <stdexcept>

#include <archive.h>
#include <archive_entry.h>

namespace cluster_tests {

namespace {

la_ssize_t append(archive*, void* target, const void* bytes, std::size_t count) {
  static_cast<std::string*>(target)->append(static_cast<const char*>(bytes), count);
  return static_cast<la_ssize_t>(count);
}

void write_entry(archive* writer, const ArchiveEntry& source) {
  const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(),
                                                                            &archive_entry_free);
  archive_entry_set_pathname(entry.get(), source.path.c_str());
  archive_entry_set_perm(entry.get(), 0755);
  const bool has_content = source.type == 'f';
  archive_entry_set_filetype(entry.get(), source.type == 'd'   ? AE_IFDIR
                                          : source.type == 's' ? AE_IFLNK
                                                               : AE_IFREG);
  if (source.type == 's') {
    archive_entry_set_symlink(entry.get(), source.text.c_str());
  }
  if (source.type == 'h') {
    archive_entry_set_hardlink(entry.get(), source.text.c_str());
  }
  archive_entry_set_size(entry.get(),
                         has_content ? static_cast<la_int64_t>(source.text.size()) : 0);
  if (archive_write_header(writer, entry.get()) < ARCHIVE_WARN) {
    throw std::runtime_error(archive_error_string(writer));
  }
  if (has_content) {
    archive_write_data(writer, source.text.data(), source.text.size());
  }
}

}  // namespace

std::string make_archive(const std::vector<ArchiveEntry>& entries, Compression compression) {
  std::string bytes;
  const std::unique_ptr<archive, decltype(&archive_write_free)> writer(archive_write_new(),
                                                                       &archive_write_free);
  archive_write_set_format_pax_restricted(writer.get());
  archive_write_set_bytes_in_last_block(writer.get(), 1);  // no padding after the compressed data
  if (compression == Compression::gzip) {
    archive_write_add_filter_gzip(writer.get());
  } else if (compression == Compression::zstd) {
    archive_write_add_filter_zstd(writer.get());
  }
  if (archive_write_open(writer.get(), &bytes, nullptr, &append, nullptr) != ARCHIVE_OK) {
    throw std::runtime_error(archive_error_string(writer.get()));
  }
  for (const auto& entry : entries) {
    write_entry(writer.get(), entry);
  }
  archive_write_close(writer.get());
  return bytes;
}

ArchiveEntry version_entry() { return {"metadata/version", "1.1.0\n"}; }

std::string object_path(const std::string& directory, const std::string& name_space,
                        const std::string& name, const std::string& version) {
  return "resources/" + directory + "/" + (version.empty() ? "" : version + "/") +
         (name_space.empty() ? "cluster" : "namespaces/" + name_space) + "/" + name + ".json";
}

std::string service(const std::string& name_space, const std::string& name) {
  return R"({"apiVersion":"v1","kind":"Service","metadata":{"name":")" + name +
         R"(","namespace":")" + name_space + R"(","managedFields":[{"manager":"x"}]}})";
}

cluster::ByteSource pieces_of(const std::string& bytes, std::size_t size) {
  return [&bytes, size, offset = std::size_t{0}]() mutable -> translator::Result<std::string_view> {
    const auto piece = std::string_view(bytes).substr(offset, size);
    offset += piece.size();
    return piece;
  };
}

}  // namespace cluster_tests
