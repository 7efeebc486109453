#pragma once

// A second opinion on routing: who answered a request on AWS, and who answers it on GKE. Two small
// load balancers written from the documents of both sides, with nothing of the translator in them:
// requests are tried out, one by one, in place of comparing rules.

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace support {

struct Request {
  std::string host;
  std::string path;
};

// "SERVICE:PORT"; "404" when nobody is there; on AWS also "shielded" (a fixed response, a redirect,
// or a rule for only some clients), "split" (several Services) or "stopped" (the AWS controller
// could not read the Ingress). The redirect of the old action form is left out, as on its HTTPS
// listener.
[[nodiscard]] std::vector<std::string> answers_on_aws(const nlohmann::ordered_json& ingress,
                                                      const std::vector<Request>& requests);
[[nodiscard]] std::string answer_on_gke(const nlohmann::ordered_json& ingress,
                                        const Request& request);

// Requests for all hosts and paths that the Ingress names, and for their neighbours; none when they
// would be too many to try out.
[[nodiscard]] std::vector<Request> requests_around(const nlohmann::ordered_json& ingress);

// The requests of requests_around() that nobody's Service answered on AWS although a rule matched.
[[nodiscard]] std::vector<std::string> shielded_on_aws(const nlohmann::ordered_json& ingress);

}  // namespace support
