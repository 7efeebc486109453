#include "aws/security_token_service.h"

#include "aws/call.h"
#include "translator/ecr_host.h"

namespace aws {
namespace {

using translator::Error;
using translator::Result;

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string form_of(const Fields& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    text += (text.empty() ? "" : "&") + name + "=" + cluster::percent_encoded(value);
  }
  return text;
}

Result<Credentials> ask(const Role& role, Fields fields, const Credentials* own,
                        const Occasion& occasion) {
  const std::string host = translator::sts_host(role.region);
  if (host.empty() && !occasion.network.sts_endpoint) {
    return Error{"\"" + role.region + "\" is no region of AWS; correct AWS_REGION", ""};
  }
  fields.insert(
      fields.begin(),
      {{"Version", "2011-06-15"}, {"RoleArn", role.arn}, {"RoleSessionName", role.session_name}});
  Call call;
  call.server = occasion.network.sts_endpoint ? *occasion.network.sts_endpoint : server_at(host);
  call.scope = {role.region, "sts", occasion.now};
  call.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
  call.body = form_of(fields);
  call.credentials = own;
  auto answer = post(call, occasion.network, occasion.deadline);
  wipe(call.body);
  for (auto& field : fields) {
    wipe(field.second);
  }
  if (!answer) {
    return answer.error();
  }
  auto credentials = read_role_answer(*answer);
  wipe(*answer);
  return credentials ? std::move(credentials)
                     : Error{credentials.error().what, call.server.authority()};
}

}  // namespace

Result<Credentials> read_role_answer(std::string_view xml) {
  std::string secret = xml_text(xml, "SecretAccessKey");
  std::string session = xml_text(xml, "SessionToken");
  Credentials credentials{xml_text(xml, "AccessKeyId"), SecretText(secret), SecretText(session)};
  wipe(secret);
  wipe(session);
  if (credentials.access_key_id.empty() || credentials.secret_access_key.empty() ||
      credentials.session_token.empty()) {
    return Error{"the answer of STS holds no credentials", ""};
  }
  return credentials;
}

Result<Credentials> assume_role_with_web_identity(const Role& role, const SecretText& web_identity,
                                                  const Occasion& occasion) {
  return ask(role,
             {{"Action", "AssumeRoleWithWebIdentity"},
              {"WebIdentityToken", std::string(web_identity.revealed())}},
             nullptr, occasion);
}

Result<Credentials> assume_role(const Role& role, const Credentials& own,
                                const Occasion& occasion) {
  Fields fields = {{"Action", "AssumeRole"}};
  if (!role.external_id.empty()) {
    fields.emplace_back("ExternalId", role.external_id);
  }
  return ask(role, std::move(fields), &own, occasion);
}

}  // namespace aws
