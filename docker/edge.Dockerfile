# The edge: Caddy in front of the services, with the console's pages.
#   docker build -f docker/edge.Dockerfile -t smooth-llm-proxy/edge .

FROM node:22-alpine AS console
WORKDIR /console
# `console*` may match nothing: then the page below stands in for the console.
COPY docker/edge/placeholder.html console* ./
RUN --mount=type=cache,target=/root/.npm \
    if [ -f package.json ]; then npm ci && npm run build; \
    else mkdir dist && cp placeholder.html dist/index.html; fi


FROM caddy:2.10-alpine
COPY docker/edge/Caddyfile /etc/caddy/Caddyfile
COPY --from=console /console/dist/ /srv/console/

# Caddy's binary may bind ports below 1024; the edge listens on 8080 and needs no such right, and
# a binary with file capabilities does not start where all capabilities are dropped.
RUN cp /usr/bin/caddy /usr/local/bin/edge
USER 10001:10001
# Caddy remembers its configuration; with a read-only root only /tmp can be written.
ENV XDG_CONFIG_HOME=/tmp XDG_DATA_HOME=/tmp
EXPOSE 8080
ENTRYPOINT ["edge", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
