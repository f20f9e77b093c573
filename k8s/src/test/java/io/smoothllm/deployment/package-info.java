/// Holds what is deployed (k8s/, docker-compose.yml, docker/, monitoring/) against what the
/// services are: their ports, their variables, their metrics. Needs no cluster and no containers.
///
/// Start with `KubernetesTest`; [Sources] reads the repository, [Service] one service's side of the
/// contract, [Manifests] the strict reading of Kubernetes objects.
package io.smoothllm.deployment;
