#pragma once

// Random backups for the laws: small worlds of Ingresses, Services and classes that point at each
// other, with keys and values as people write them and as they get them wrong. The same seed gives
// the same world on every machine.

#include <cstdint>
#include <vector>

#include "translator/settings.h"
#include "translator/surroundings.h"

namespace support {

// Names of TLS Secrets that Ingresses of a random backup name: the first is in date and has all of
// their hosts, the others are not to be served.
inline constexpr const char* kGoodTls = "tls-good";
inline constexpr const char* kExpiredTls = "tls-expired";
inline constexpr const char* kOtherHostTls = "tls-other-host";
inline constexpr const char* kBrokenTls = "tls-broken";

struct RandomBackup {
  translator::BackupObjects surroundings;
  std::vector<translator::Json> items;  // to be translated: with status, as in the backup
  translator::Settings settings;        // what the operator wrote for it; often nothing
};

[[nodiscard]] RandomBackup random_backup(std::uint32_t seed);

// A world without anything of AWS: what a backup of a GKE cluster may hold.
[[nodiscard]] RandomBackup random_backup_without_aws(std::uint32_t seed);

}  // namespace support
