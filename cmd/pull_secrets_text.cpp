// How the rows of `eks2gke pull-secrets` are shown.

#include <fmt/format.h>

#include "cmd/pull_secrets.h"
#include "cmd/text.h"

namespace cmd {
namespace {

using translator::Json;
using State = PullSecretRow::State;

const char* name_of(State state) {
  switch (state) {
    case State::renewed:
      return "renewed";
    case State::fresh:
      return "fresh";
    case State::failed:
      return "failed";
    case State::not_listed:
      break;
  }
  return "not-listed";
}

}  // namespace

std::string to_text(const std::vector<PullSecretRow>& rows, bool with_users) {
  if (rows.empty()) {
    return "No pull Secret bears the label of eks2gke.\n";
  }
  std::vector<std::vector<std::string>> lines = {{"SECRET", "HOST",
                                                  with_users ? "ISSUED" : "RESULT", "GOOD UNTIL",
                                                  with_users ? "USED BY" : "REMARK"}};
  for (const PullSecretRow& row : rows) {
    lines.push_back({printable(row.name_space + "/" + row.name), printable(row.host),
                     with_users ? row.issued : name_of(row.state), row.expires,
                     with_users ? printable(fmt::format("{}", fmt::join(row.users, ", ")))
                                : printable(row.reason)});
  }
  return table(lines, 0);
}

Json to_json(const std::vector<PullSecretRow>& rows) {
  Json secrets = Json::array();
  for (const PullSecretRow& row : rows) {
    secrets.push_back({{"namespace", row.name_space},
                       {"name", row.name},
                       {"host", row.host},
                       {"state", name_of(row.state)},
                       {"issued", row.issued},
                       {"expires", row.expires},
                       {"reason", row.reason},
                       {"users", row.users}});
  }
  return {{"schema", "eks2gke.io/pull-secrets/v1"}, {"secrets", secrets}};
}

}  // namespace cmd
