# The host side of Velero's plugin protocol: used by `eks2gke rehearse` and by the plugin's tests.
add_library(plugin_host STATIC
  plugin_connection.cpp
  plugin_host.cpp
  plugin_process.cpp
)
target_link_libraries(plugin_host PUBLIC nlohmann_json::nlohmann_json PRIVATE protocol project_options)
