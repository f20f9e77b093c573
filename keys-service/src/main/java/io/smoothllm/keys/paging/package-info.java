/// What a list is asked with: where to go on, how many, and what to look for.
package io.smoothllm.keys.paging;
