# The image that `velero plugin add` installs: plugin, companion, and an entry point that puts the plugin into
# Velero's folder. scripts/image builds it for both architectures, also where no image registry can be reached.

ARG BASE=docker.io/library/debian:12

# Always on the builder's own architecture: the compiler crosses over, which is faster than emulation.
FROM --platform=$BUILDPLATFORM ${BASE} AS build
ARG TARGETARCH
ARG COMMIT=unknown
ARG SOURCE_DATE_EPOCH=0
WORKDIR /src
COPY scripts/setup scripts/
RUN scripts/setup --for ${TARGETARCH} \
 && apt-get install -y -qq --no-install-recommends ca-certificates
COPY . .
RUN SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH} scripts/build-release ${TARGETARCH} ${COMMIT} /out

# Before a release: `--target test` runs the C++ suites in the same root.
FROM build AS test
RUN scripts/test --quick

FROM scratch
ARG COMMIT=unknown
ARG VERSION=unknown
LABEL org.opencontainers.image.title="velero-plugin-eks-to-gke" \
      org.opencontainers.image.description="Velero plugin that translates EKS backups to GKE while they are restored" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${COMMIT}"
COPY --from=build /out/ /
USER 65532:65532
ENTRYPOINT ["/install-plugin"]
