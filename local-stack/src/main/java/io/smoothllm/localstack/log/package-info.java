/// A bounded log file for everything that runs: `logs/<name>.log` in the data folder.
package io.smoothllm.localstack.log;
