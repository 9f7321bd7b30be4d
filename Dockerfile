# thresher for a ClickHouse server and Kafka. The embedded ClickHouse (chdb, half a gigabyte) is left out: --store must be a URL.
# Debian, because onnxruntime-node needs glibc.
ARG NODE_IMAGE=node:22.23.3-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
# No install script runs: every native part ships inside its package, and onnxruntime-node's script would only fetch GPU libraries.
ENV ONNXRUNTIME_NODE_INSTALL=skip
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json cli.ts ./
COPY src ./src
COPY topologies ./topologies
RUN npx tsc --sourceMap false --declaration false && npx tsc -p src/serve/page && chmod +x dist/cli.js
# --ignore-scripts here too: `prepare` would run a compiler that has just been removed. Of onnxruntime the binaries of this machine stay.
RUN npm prune --omit=dev --ignore-scripts \
  && rm -rf node_modules/chdb node_modules/@chdb \
  && find node_modules/onnxruntime-node/bin -mindepth 3 -maxdepth 3 -type d ! -path "*/linux/$(node -p process.arch)" -exec rm -rf {} +

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="thresher" \
  org.opencontainers.image.description="Web crawls as a stream: every page measured once and kept in ClickHouse with its signals, so that choosing training data is SQL." \
  org.opencontainers.image.licenses="Apache-2.0"
# Health and metrics must be reachable from outside of the container; what the host publishes is docker's to say. onnxruntime sends nothing home.
ENV NODE_ENV=production ORT_DISABLE_TELEMETRY=1 THRESHER_HOST=0.0.0.0 THRESHER_PORT=8686
COPY package.json LICENSE NOTICE /opt/thresher/
COPY schemas /opt/thresher/schemas
COPY models /opt/thresher/models
COPY --from=build /build/node_modules /opt/thresher/node_modules
COPY --from=build /build/dist /opt/thresher/dist
COPY --from=build /build/src/serve/page /opt/thresher/src/serve/page
# /data: the working directory, where ./thresher.yaml is looked for, and exports and the progress of `ingest` are written.
RUN ln -s /opt/thresher/dist/cli.js /usr/local/bin/thresher && mkdir /data && chown node:node /data
WORKDIR /data
USER node
EXPOSE 8686
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --start-interval=3s --start-period=120s --timeout=5s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.THRESHER_PORT}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["thresher"]
CMD ["--help"]
