/// Providers that are known by name: where they are and what they take. [Presets] is the list,
/// `PresetDraft` the words it is written in, `PresetResource` shows it.
///
/// A preset is a start, not a cage: whoever makes a provider by one may say otherwise. Its name is
/// never taken back or given to another, since saved providers refer to it; its values may be
/// corrected by any release, and saved providers follow (`FollowRelease`).
package io.smoothllm.provider.preset;
