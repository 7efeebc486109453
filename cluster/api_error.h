#pragma once

// What the Kubernetes API answers when it does not do what was asked.

#include <string>
#include <utility>
#include <variant>

#include "translator/result.h"

namespace cluster {

struct ApiError {
  enum class Kind {
    not_found,         // the object (or its namespace) is not there
    unknown_resource,  // the API server does not know this kind at all: a CRD is missing
    already_exists,
    conflict,     // another writer was faster, or owns the field
    forbidden,    // 401 or 403
    unreachable,  // no answer: network, TLS, time limit
    other,
  };

  Kind kind = Kind::other;
  unsigned http_status = 0;  // 0 when there was no answer
  std::string message;       // the message of the API's Status, or a sentence of ours
  std::string where;         // "GET /api/v1/namespaces/shop/services/web"

  [[nodiscard]] translator::Error as_error() const { return {message, where}; }
};

// Like translator::Result, with an ApiError.
template <typename T>
class [[nodiscard]] ApiResult {
 public:
  ApiResult(T value) : state_(std::move(value)) {}         // NOLINT(google-explicit-constructor)
  ApiResult(ApiError error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  // Precondition of the next four: has_value().
  [[nodiscard]] T& value() { return std::get<0>(state_); }
  [[nodiscard]] const T& value() const { return std::get<0>(state_); }
  T& operator*() { return value(); }
  T* operator->() { return &value(); }
  const T& operator*() const { return value(); }
  const T* operator->() const { return &value(); }

  // Precondition: !has_value().
  [[nodiscard]] const ApiError& error() const { return std::get<1>(state_); }

  [[nodiscard]] bool failed_with(ApiError::Kind kind) const {
    return !has_value() && error().kind == kind;
  }

 private:
  std::variant<T, ApiError> state_;
};

using ApiStatus = ApiResult<translator::Done>;

}  // namespace cluster
