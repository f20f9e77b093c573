/// The data folder (`SMOOTHLLM_HOME`): secrets, ports, and the lock that lets one stack run in it.
///
/// Everything in it is for its owner's eyes only.
package io.smoothllm.localstack.home;
