package backendtest

func laws(s *suite)       {}
func indices(s *suite)    {}
func edits(s *suite)      {}
func captures(s *suite)   {}
func sessions(s *suite)   {}
func decode(s *suite)     {}
func training(s *suite)   {}
func weights(s *suite)    {}
func files(s *suite)      {}
func rounded(s *suite)    {}
func mistakes(s *suite)   {}
func handles(s *suite)    {}
func cancel(s *suite)     {}
func concurrent(s *suite) {}
func closed(s *suite)     {}
