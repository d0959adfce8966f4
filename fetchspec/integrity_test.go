package fetchspec

import "testing"

// The digests are openssl's, of "ok".
const (
	okSHA256 = "sha256-Jok2eyBcFs4y7UIAlCuLix4mLfxw2byfvHfElpmk8d8="
	okSHA384 = "sha384-xGY5+2SLy7sVzWpRRtIYtTmlK8feFq07VSi1ixAtRoi5HuFeR2Lz+5roxSCgi6m1"
	okSHA512 = "sha512-n7u7Wg8yn5eC4jVvpB2Jz5s2lDJ8GpNNavKp3y1/k2zoNxf7UTGWpM5VSEcXCM1xNMKumbPDV7yrsur8e5t1cA=="
)

func TestBytesMatchOneOfTheStrongestHashes(t *testing.T) {
	tests := []struct {
		metadata string
		want     bool
	}{
		{okSHA256, true},
		{okSHA384, true},
		{okSHA512, true},
		{okSHA256 + "?option", true},
		{"sha256-bogus", false},
		{"sha256-", false},
		{"sha256", false},
		{"sha256-bogus " + okSHA256, true},
		{"\n\t" + okSHA256 + "\r\n", true},
		{okSHA512 + " sha256-bogus", true},
		{"sha512-bogus " + okSHA256, false},
		{"sha384-bogus " + okSHA512 + " " + okSHA256, true},
		{"", true},
		{"md5-xxx", true},
		{"bogus", true},
		{"SHA256-bogus", true},
		{"sha256-JOK2EYBCFS4Y7UIALCULIX4MLFXW2BYFVHFELPMK8D8=", false},
	}
	for _, test := range tests {
		if got := BytesMatchIntegrityMetadata([]byte("ok"), test.metadata); got != test.want {
			t.Errorf("%q: got %v, want %v", test.metadata, got, test.want)
		}
	}
}

func TestUnknownAlgorithmHasNoDigest(t *testing.T) {
	if got := IntegrityDigest("md5", nil); got != "" {
		t.Errorf("got %q", got)
	}
}
