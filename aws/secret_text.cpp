#include "aws/secret_text.h"

#include <sys/prctl.h>

#include <openssl/crypto.h>

namespace aws {

SecretText::~SecretText() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

void wipe(std::string& text) {
  OPENSSL_cleanse(text.data(), text.size());
  text.clear();
}

void forbid_core_dumps() { ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

}  // namespace aws
