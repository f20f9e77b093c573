/// What the other services of this installation may ask. The door opens to the service token only:
/// no person's access token does, whatever their role.
package io.smoothllm.keys.internal;
