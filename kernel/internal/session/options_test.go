package session

import (
	"slices"
	"testing"
)

func TestChildEnv(t *testing.T) {
	inherited := []string{
		"PATH=/bin", "HOME=/home/ann", "LANG=C", "JUPYTERHUB_USER=ann", "WADE_BACKEND=cpu", "KERNEL_ID=1", "EMPTY=", "MONKEY=banana",
		"JUPYTERHUB_API_TOKEN=1", "JPY_API_TOKEN=2", "JPY_PARENT_PID=3", "JUPYTER_TOKEN=4", "CONFIGPROXY_AUTH_TOKEN=5", "KG_AUTH_TOKEN=6",
		"jupyterhub_api_token=7", "AWS_SECRET_ACCESS_KEY=8", "AWS_ACCESS_KEY_ID=9", "PGPASSWORD=10", "OPENAI_API_KEY=11", "MY_PASSPHRASE=12", "JUPYTERHUB_COOKIE_SECRET=13",
	}
	for _, c := range []struct {
		name        string
		pass, extra []string
		want        []string
	}{
		{"nothing secret", nil, nil, inherited[:8]},
		{"one by name", []string{"OPENAI_API_KEY", "ABSENT_TOKEN"}, nil, slices.Concat(inherited[:8], []string{"OPENAI_API_KEY=11"})},
		{"given, not inherited", nil, []string{"GIVEN_TOKEN=x"}, slices.Concat(inherited[:8], []string{"GIVEN_TOKEN=x"})},
	} {
		if got := childEnv(inherited, c.pass, c.extra); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q\nwant %q", c.name, got, c.want)
		}
	}
}
