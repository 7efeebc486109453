#include "plugin/restore_item_action.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "plugin/fresh_tokens.h"
#include "plugin/item_log.h"
#include "plugin/live_object.h"
#include "plugin/operation.h"
#include "plugin/operation_state.h"
#include "translator/catalogue.h"
#include "translator/item.h"
#include "translator/write_failure.h"

namespace plugin {
namespace {

using translator::Fate;
using translator::Finding;
using translator::ItemTranslation;
using translator::Result;
using translator::Status;

// Velero shows a message as "rpc error: code = Unknown desc = MESSAGE" in `describe`.
grpc::Status failure(std::string_view message) {
  return {grpc::StatusCode::UNKNOWN, one_line(message)};
}

// The JSON parser quotes what it read last, which may be data of a Secret.
std::string without_quotation(std::string text) {
  const std::size_t start = text.find("; last read: '");
  const std::size_t end = text.rfind('\'');
  return start == std::string::npos ? text : text.erase(start, end + 1 - start);
}

std::optional<translator::Action> action_named(std::string_view name) {
  for (const translator::Action action : translator::kActions) {
    if (translator::action_name(action) == name) {
      return action;
    }
  }
  return std::nullopt;
}

grpc::Status unknown_action(std::string_view name) {
  return failure("this plugin has no action \"" + std::string(name) +
                 "\"; restart the Velero server so that it asks for the list of actions again");
}

// The wall between our code and gRPC.
template <typename Call>
grpc::Status guarded(Log& log, std::string_view method, const Call& call) {
  std::string what = "an exception of an unknown type";
  try {
    return call();
  } catch (const std::exception& error) {
    what = error.what();
  } catch (...) {  // NOLINT(bugprone-empty-catch): told below
  }
  const std::string message = std::string(method) + " failed inside the plugin (" + what +
                              "); this is an error of the plugin, please report it";
  log.write(LogLevel::error, message);
  return failure(message);
}

bool needs_cluster(const translator::Translation& translation) {
  return translation.fate == Fate::translated &&
         (!translation.companions.empty() || !translation.patches.empty());
}

Result<ItemTranslation> translate_with(const v2::RestoreItemActionExecuteRequest& request,
                                       const RestoreSession& session,
                                       const translator::Settings& settings,
                                       std::vector<Finding> door_findings = {}) {
  return translator::translate_item(request.item(), request.itemfrombackup(),
                                    session.surroundings(), settings, std::move(door_findings));
}

// Settings change only what a rule has something to say about, itself or because of another object
// (a Service whose Ingress the defaults park), so a restore without anything of AWS never asks the
// cluster for them.
bool says_something(const ItemTranslation& result) {
  return result.translation.fate != Fate::untouched || !result.translation.findings.empty() ||
         result.translation.asked_neighbours;
}

Result<ItemTranslation> translate_by_settings(const v2::RestoreItemActionExecuteRequest& request,
                                              RestoreSession& session) {
  Result<ItemTranslation> by_default =
      translate_with(request, session, translator::default_settings());
  if (!by_default || !says_something(*by_default) ||
      session.settings() == translator::default_settings()) {
    return by_default;
  }
  return translate_with(request, session, session.settings());
}

// Companions and patches are in the cluster before Velero creates the item. When they cannot be,
// the item is judged again with that knowledge, and comes back parked.
Result<ItemTranslation> write_needs(Result<ItemTranslation> result,
                                    const v2::RestoreItemActionExecuteRequest& request,
                                    RestoreSession& session, cluster::Deadline latest) {
  if (!result || !needs_cluster(result->translation)) {
    return result;
  }
  const Status written = session.write(result->translation, latest);
  if (written) {
    return result;
  }
  return translate_with(request, session, session.settings(),
                        {translator::write_failure(written.error())});
}

// The rule promises a token for each host of the settings; where none could be had the Secret is
// judged again without them.
Result<ItemTranslation> refresh_tokens(Result<ItemTranslation> result,
                                       const v2::RestoreItemActionExecuteRequest& request,
                                       RestoreSession& session, cluster::Deadline latest) {
  if (!result) {
    return result;
  }
  FreshTokens fresh = fetch_tokens(*result, session, latest);
  if (!fresh.findings.empty()) {
    translator::Settings settings = session.settings();
    auto& listed = settings.pull_secrets.registries;
    listed.erase(std::remove_if(listed.begin(), listed.end(),
                                [&](const std::string& host) {
                                  return std::find(fresh.failed.begin(), fresh.failed.end(),
                                                   host) != fresh.failed.end();
                                }),
                 listed.end());
    result = translate_with(request, session, settings, std::move(fresh.findings));
  }
  if (!result || fresh.tokens.empty()) {
    return result;
  }
  const Status put = put_tokens(*result, fresh.tokens);
  return put ? std::move(result)
             : translate_with(request, session, translator::default_settings(),
                              {translator::write_failure(put.error())});
}

Result<ItemTranslation> translate_and_write(const v2::RestoreItemActionExecuteRequest& request,
                                            RestoreSession& session) {
  Result<ItemTranslation> result = translate_by_settings(request, session);
  const cluster::Deadline latest = session.item_deadline();
  result = write_needs(std::move(result), request, session, latest);
  result = refresh_tokens(std::move(result), request, session, latest);
  if (result) {
    keep_what_is_there(*result, session, latest);
  }
  return result;
}

// An operation for what must be told or waited for when all items are there.
void set_operation(v2::RestoreItemActionExecuteResponse& response, const ItemTranslation& result,
                   RestoreSession& session) {
  if (!says_something(result)) {
    return;
  }
  const auto operation = operation_for(result.translation, session.settings(), session.now());
  if (operation) {
    response.set_operationid(id_of(*operation));
  }
  session.note_answer(result.translation);
}

void fill(generated::OperationProgress& progress, const Operation& operation,
          const OperationState& state, std::int64_t now) {
  const bool waiting = state.phase == OperationState::Phase::waiting;
  progress.set_completed(!waiting);
  progress.set_description(one_line(state.description));
  if (state.phase == OperationState::Phase::timed_out) {
    progress.set_err(one_line(state.problem));
  }
  if (operation.wait > 0) {
    progress.set_ncompleted(state.phase == OperationState::Phase::done ? 1 : 0);
    progress.set_ntotal(1);
    progress.set_operationunits("addresses");
  }
  progress.mutable_started()->set_seconds(operation.made);
  progress.mutable_updated()->set_seconds(now);
}

}  // namespace

grpc::Status RestoreItemAction::AppliesTo(grpc::ServerContext*,
                                          const v2::RestoreItemActionAppliesToRequest* request,
                                          v2::RestoreItemActionAppliesToResponse* response) {
  return guarded(log_, "AppliesTo", [&] {
    const auto action = action_named(request->plugin());
    if (!action) {
      return unknown_action(request->plugin());
    }
    generated::ResourceSelector* selector = response->mutable_resourceselector();
    for (const translator::Resource& resource : translator::resources_of(*action)) {
      selector->add_includedresources(resource.qualified());
    }
    return grpc::Status();
  });
}

grpc::Status RestoreItemAction::Execute(grpc::ServerContext*,
                                        const v2::RestoreItemActionExecuteRequest* request,
                                        v2::RestoreItemActionExecuteResponse* response) {
  return guarded(log_, "Execute", [&] {
    if (!action_named(request->plugin())) {
      return unknown_action(request->plugin());
    }
    const std::shared_ptr<RestoreSession> session = sessions_.of(request->restore());
    Result<ItemTranslation> result = translate_and_write(*request, *session);
    if (!result) {
      return failure("the item is not restored, because " +
                     without_quotation(result.error().text()));
    }
    log_item(log_, result->translation);
    set_operation(*response, *result, *session);
    response->set_item(std::move(result->bytes));
    response->set_skiprestore(result->translation.fate == Fate::skipped);
    return grpc::Status();
  });
}

grpc::Status RestoreItemAction::Progress(grpc::ServerContext*,
                                         const v2::RestoreItemActionProgressRequest* request,
                                         v2::RestoreItemActionProgressResponse* response) {
  return guarded(log_, "Progress", [&] {
    generated::OperationProgress& progress = *response->mutable_progress();
    const Result<Operation> operation = read_operation(request->operationid());
    if (!operation) {
      progress.set_completed(true);
      progress.set_description(
          one_line("nothing is left to wait for in operation \"" + request->operationid() + "\""));
      return grpc::Status();
    }
    const std::shared_ptr<RestoreSession> session = sessions_.of(request->restore());
    session->flush_report();
    const OperationState state = state_of(*operation, *session);
    fill(progress, *operation, state, session->now());
    return state.phase == OperationState::Phase::failed ? failure(state.problem) : grpc::Status();
  });
}

grpc::Status RestoreItemAction::Cancel(grpc::ServerContext*,
                                       const v2::RestoreItemActionCancelRequest* request,
                                       google::protobuf::Empty*) {
  return guarded(log_, "Cancel", [&] {
    if (const Result<Operation> operation = read_operation(request->operationid())) {
      log_.write(LogLevel::info, "Velero no longer waits for it; GKE goes on with it.",
                 {{"kind", operation->object.kind},
                  {"item", operation->object.name_space + "/" + operation->object.name}},
                 translator::Site{__FILE__, __LINE__}.text());
    }
    return grpc::Status();
  });
}

grpc::Status RestoreItemAction::AreAdditionalItemsReady(
    grpc::ServerContext*, const v2::RestoreItemActionItemsReadyRequest*,
    v2::RestoreItemActionItemsReadyResponse* response) {
  response->set_ready(true);
  return grpc::Status::OK;
}

}  // namespace plugin
