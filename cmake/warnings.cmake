# Linked privately by our own code only: generated code and packagers' builds are left alone.
add_library(project_options INTERFACE)
target_include_directories(project_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(project_options INTERFACE JSON_USE_IMPLICIT_CONVERSIONS=0)
target_compile_options(project_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
# Places in the source are shown relative to the root, wherever it was built.
# The second form is what a compiler cache passes on.
file(RELATIVE_PATH source_from_build ${PROJECT_BINARY_DIR} ${PROJECT_SOURCE_DIR})
target_compile_options(project_options INTERFACE
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}/= -ffile-prefix-map=${source_from_build}=)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 at -O3 warns falsely of overlap in "text" + string (GCC bug 105651).
  target_compile_options(project_options INTERFACE -Wno-restrict)
endif()
if(EKS2GKE_WERROR)
  target_compile_options(project_options INTERFACE -Werror)
endif()
if(EKS2GKE_MUTATION)
  target_compile_definitions(project_options INTERFACE EKS2GKE_MUTATION)
endif()

if(EKS2GKE_SANITIZE)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 warns falsely inside <regex> when the sanitizers are on (GCC bug 105562).
    add_compile_options(-Wno-maybe-uninitialized)
  endif()
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
if(EKS2GKE_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()
if(EKS2GKE_STATIC)
  add_compile_options(-ffunction-sections -fdata-sections)
  # The map of each program (PROGRAM.map) says what it took from which library: scripts/sbom.
  add_link_options(-static -s -Wl,--gc-sections -Wl,-Map=%.map)
endif()
