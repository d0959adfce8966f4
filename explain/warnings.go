package explain
func (session *session) warnings() []Finding { return nil }
