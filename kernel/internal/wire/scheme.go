package wire

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"fmt"
	"hash"
	"maps"
	"slices"
	"strings"
)

// schemes are the signature schemes: "hmac-" and the name of a hash as Python has it.
var schemes = map[string]func() hash.Hash{
	"hmac-md5":      md5.New, // of old files; a key of 32 random bytes is safe even so
	"hmac-sha1":     sha1.New,
	"hmac-sha224":   sha256.New224,
	"hmac-sha256":   sha256.New,
	"hmac-sha384":   sha512.New384,
	"hmac-sha512":   sha512.New,
	"hmac-sha3_224": func() hash.Hash { return sha3.New224() },
	"hmac-sha3_256": func() hash.Hash { return sha3.New256() },
	"hmac-sha3_384": func() hash.Hash { return sha3.New384() },
	"hmac-sha3_512": func() hash.Hash { return sha3.New512() },
}

// schemeHash returns the hash of a scheme; none named means hmac-sha256.
func schemeHash(scheme string) (func() hash.Hash, error) {
	if scheme == "" {
		scheme = "hmac-sha256"
	}
	if h := schemes[scheme]; h != nil {
		return h, nil
	}
	return nil, fmt.Errorf("signature scheme %q is not supported: use hmac-sha256, or one of %s", scheme, strings.Join(slices.Sorted(maps.Keys(schemes)), ", "))
}
