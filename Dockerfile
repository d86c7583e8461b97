# syntax=docker/dockerfile:1
# Not built where it was written: there was no Docker daemon. scripts/read_only_root.sh proves the same layout
# (one binary, no other program, a read-only root, an unprivileged user, one writable folder) with the system's own
# means. docs/operations.md says how to run it.

FROM rust:1.89-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo build --locked --profile dist \
    && install -d -m 0700 /out/data \
    && install -D target/dist/whitehall /out/whitehall

# glibc, and neither shell nor package manager; user 65532.
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /out/whitehall /usr/local/bin/whitehall
COPY --from=build /src/LICENSE-MIT /src/LICENSE-APACHE /src/assets/vectors/README.md /usr/share/doc/whitehall/
COPY --from=build --chown=65532:65532 /out/data /data
ENV WHITEHALL_DATA=/data
VOLUME /data
USER 65532:65532
ENTRYPOINT ["/usr/local/bin/whitehall"]
CMD ["serve"]
