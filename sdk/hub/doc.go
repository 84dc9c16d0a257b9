// Package hub gets published models: it lists a repository of the Hugging Face hub, downloads its files into the cache that
// Python's huggingface_hub has, and finds them there again.
//
// [Client.Snapshot] is what most need: the folder of a repository, from the cache if it is there and from the network if it
// is not. Downloads go on where they were stopped, are checked against the hash that the hub states, and appear in the cache
// only as a whole; nothing is written outside of it. With HF_HUB_OFFLINE or WADE_OFFLINE set, nothing is asked of the network.
//
// The cache is that of Python: HF_HUB_CACHE, or hub in HF_HOME, or ~/.cache/huggingface/hub. A token (HF_TOKEN, or the file that
// `hf auth login` writes) is sent to the hub's own host and to no other, wherever it redirects to.
package hub
