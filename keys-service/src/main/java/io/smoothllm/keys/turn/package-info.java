/// Work that only one replica may do at a time.
package io.smoothllm.keys.turn;
