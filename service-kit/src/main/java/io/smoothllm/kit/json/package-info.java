/// JSON at the door, as strict as its schema.
package io.smoothllm.kit.json;
