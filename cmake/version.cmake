# The commit is asked for at configure time; a source archive without git says "unknown", unless whoever
# builds it says which commit it is of (-DEKS2GKE_COMMIT=...).
find_package(Git QUIET)
set(commit_is_given ${EKS2GKE_COMMIT})
if(NOT commit_is_given)
  set(EKS2GKE_COMMIT "unknown")
endif()
if(GIT_FOUND AND NOT commit_is_given)
  execute_process(COMMAND ${GIT_EXECUTABLE} rev-parse --short=12 HEAD
                  WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
                  OUTPUT_VARIABLE EKS2GKE_COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE
                  ERROR_QUIET RESULT_VARIABLE git_result)
  if(NOT git_result EQUAL 0)
    set(EKS2GKE_COMMIT "unknown")
  endif()
endif()
configure_file(${PROJECT_SOURCE_DIR}/cmake/version.h.in ${PROJECT_BINARY_DIR}/generated/version.h @ONLY)
add_library(version INTERFACE)
target_include_directories(version INTERFACE ${PROJECT_BINARY_DIR}/generated)
