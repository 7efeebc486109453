# Everything here is a Debian 12 package; scripts/setup lists their names.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(Protobuf 3.21 REQUIRED)
if(EKS2GKE_STATIC)
  set(OPENSSL_USE_STATIC_LIBS TRUE)
endif()
find_package(OpenSSL REQUIRED)
find_package(CLI11 REQUIRED)
find_package(fmt REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_program(GRPC_CPP_PLUGIN grpc_cpp_plugin REQUIRED)
pkg_check_modules(GRPC REQUIRED grpc++)
pkg_check_modules(LIBARCHIVE REQUIRED libarchive)

# One interface target per library whose Debian CMake package names shared objects only:
# pkg-config knows the static closure as well.
add_library(external_grpc INTERFACE)
add_library(external_archive INTERFACE)
if(EKS2GKE_STATIC)
  target_link_libraries(external_grpc INTERFACE ${GRPC_STATIC_LDFLAGS} Threads::Threads)
  # Only tar with gzip and zstd is enabled at run time, so XML, ACL, lzma and bzip2 are never reached.
  target_link_libraries(external_archive INTERFACE -larchive -lz -lzstd)
else()
  target_link_libraries(external_grpc INTERFACE ${GRPC_LDFLAGS} protobuf::libprotobuf Threads::Threads)
  target_link_libraries(external_archive INTERFACE ${LIBARCHIVE_LDFLAGS})
endif()

add_library(external_tls INTERFACE)
target_link_libraries(external_tls INTERFACE OpenSSL::SSL OpenSSL::Crypto)
add_library(external_yaml INTERFACE)
if(EKS2GKE_STATIC)
  target_link_libraries(external_yaml INTERFACE -lyaml-cpp)
else()
  target_link_libraries(external_yaml INTERFACE yaml-cpp)
endif()
