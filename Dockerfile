# One image a service:  docker build --build-arg SERVICE=keys-service -t smooth-llm-proxy/keys-service .
# The build stage does not know which service is asked for, so all four share it.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q package -DskipTests -Dspotless.check.skip=true -am \
        -pl keys-service,provider-service,proxy-service,usage-service


FROM eclipse-temurin:25-jre
ARG SERVICE

# A number, so that Kubernetes can see that it is not root. The folders are the mount points for what
# a service keeps; a fresh volume takes its owner from them. Everything else may be read-only but /tmp.
RUN groupadd --gid 10001 smoothllm \
 && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin smoothllm \
 && install -d -o 10001 -g 10001 -m 0750 /var/lib/smoothllm /etc/smoothllm/sealing
COPY --chmod=0555 docker/ready /usr/local/bin/ready
COPY --from=build /src/${SERVICE}/target/quarkus-app/ /app/

WORKDIR /app
USER 10001:10001
ENV QUARKUS_HTTP_HOST=0.0.0.0 \
    QUARKUS_MANAGEMENT_HOST=0.0.0.0

# The heap follows the container's memory limit; direct buffers, metaspace and threads get the rest.
# A JVM that ran out of memory is of no more use: it ends, and whoever started it starts it again.
ENTRYPOINT ["java", \
    "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", \
    "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", \
    "-jar", "quarkus-run.jar"]
