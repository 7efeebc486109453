#include "plugin/library_logs.h"

#include <cstdlib>
#include <exception>
#include <grpc/support/log.h>
#include <string>
#include <string_view>

#include <google/protobuf/stubs/logging.h>

namespace plugin {
namespace {

// The handlers of these libraries are plain functions without a context.
Log* the_log = nullptr;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

std::string place(const char* file, int line) {
  const std::string_view path = file == nullptr ? "" : file;
  const std::size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1)) + ":" +
         std::to_string(line);
}

void log_grpc(gpr_log_func_args* entry) {
  // What gRPC calls "info" is about its inner life.
  const LogLevel level =
      entry->severity == GPR_LOG_SEVERITY_ERROR ? LogLevel::warn : LogLevel::trace;
  the_log->write(level, std::string("gRPC: ") + entry->message, {},
                 place(entry->file, entry->line));
}

void log_protobuf(google::protobuf::LogLevel severity, const char* file, int line,
                  const std::string& message) {
  const LogLevel level =
      severity >= google::protobuf::LOGLEVEL_ERROR ? LogLevel::warn : LogLevel::debug;
  the_log->write(level, "protobuf: " + message, {}, place(file, line));
}

std::string current_exception_text() {
  const std::exception_ptr current = std::current_exception();
  if (current == nullptr) {
    return "no exception is known";
  }
  try {
    std::rethrow_exception(current);
  } catch (const std::exception& error) {
    return error.what();
  } catch (...) {
    return "an exception of an unknown type";
  }
}

[[noreturn]] void log_and_abort() {
  the_log->write(LogLevel::error, "the plugin process ends because of an error in itself (" +
                                      current_exception_text() +
                                      "); Velero starts it again. Please report this line");
  std::abort();
}

}  // namespace

void redirect_library_logs(Log& log) {
  the_log = &log;
  // Velero hands its whole environment on, and a GRPC_TRACE in it would flood the log.
  ::unsetenv("GRPC_TRACE");                      // NOLINT(concurrency-mt-unsafe)
  ::setenv("GRPC_DNS_RESOLVER", "native", 1);    // NOLINT(concurrency-mt-unsafe)
  ::setenv("GRPC_ENABLE_FORK_SUPPORT", "0", 1);  // NOLINT(concurrency-mt-unsafe)
  gpr_set_log_verbosity(log.wants(LogLevel::trace) ? GPR_LOG_SEVERITY_DEBUG
                                                   : GPR_LOG_SEVERITY_ERROR);
  gpr_set_log_function(log_grpc);
  google::protobuf::SetLogHandler(log_protobuf);
  std::set_terminate(log_and_abort);
}

}  // namespace plugin
