# For cpack -G DEB --config: the companion as a Debian package, from a folder that is laid out
# like the file system. scripts/packages sets FOLDER, VERSION and ARCHITECTURE, and includes this.
set(CPACK_GENERATOR DEB)
set(CPACK_INSTALLED_DIRECTORIES "${FOLDER};/")
set(CPACK_PACKAGING_INSTALL_PREFIX /)
set(CPACK_SET_DESTDIR OFF)
set(CPACK_PACKAGE_NAME eks2gke)
set(CPACK_PACKAGE_VERSION ${VERSION})
set(CPACK_PACKAGE_VENDOR "velero-plugin-eks-to-gke")
set(CPACK_PACKAGE_CONTACT "the authors of velero-plugin-eks-to-gke")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "show what a Velero restore from EKS to GKE will do")
set(CPACK_PACKAGE_DESCRIPTION
    "Reads a Velero backup of an EKS cluster and tells what a restore into GKE\nmakes of each Ingress, Service and pull Secret, rehearses it, and checks the\nrestored cluster. Companion of the plugin velero-plugin-eks-to-gke.")
set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE ${ARCHITECTURE})
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "the authors of velero-plugin-eks-to-gke")
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
# Certificates, where it talks to AWS; nothing else: it is static.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_PACKAGE_FILE_NAME eks2gke_${VERSION}_${ARCHITECTURE})
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_STRIP_FILES OFF)
