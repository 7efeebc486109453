// Where a Secret keeps credentials for registries.

#include <array>

#include "translator/texts/tables.h"

namespace translator::texts {
namespace {

#define DEAD_TOKEN \
  "Kept byte for byte. Where it holds a token for ECR, the finding says that the token is dead."
#define RENEW                                                                                     \
  "Make the Secret again with a new token, as the finding shows, or copy the images to Artifact " \
  "Registry."

constexpr std::array kPullSecrets = {
    KeyText{"/data/.dockerconfigjson", Prospect::decision,
            "Credentials for registries in a Secret of type kubernetes.io/dockerconfigjson. Nodes "
            "of EKS pull from ECR with their own role and need none.",
            DEAD_TOKEN, "The token: ECR lets it live for twelve hours.", RENEW},
    KeyText{
        "/data/.dockercfg", Prospect::decision,
        "Credentials for registries in a Secret of type kubernetes.io/dockercfg, the older form.",
        DEAD_TOKEN, "The token: ECR lets it live for twelve hours.", RENEW},
    KeyText{"/data/config.json", Prospect::decision,
            "Credentials for registries in the file that docker and builders read.", DEAD_TOKEN,
            "The token: ECR lets it live for twelve hours.", RENEW}};

#undef RENEW
#undef DEAD_TOKEN

}  // namespace

std::span<const KeyText> pull_secrets() { return kPullSecrets; }

}  // namespace translator::texts
