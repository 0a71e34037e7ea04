-- Open pages refresh when people join or leave, and when Slack is connected.
CREATE TRIGGER "Membership_live" AFTER INSERT OR UPDATE OR DELETE ON "Membership" FOR EACH ROW EXECUTE FUNCTION millrace_notify_live('member', 'userId');
CREATE TRIGGER "Invitation_live" AFTER INSERT OR UPDATE ON "Invitation" FOR EACH ROW EXECUTE FUNCTION millrace_notify_live('member', 'id');
CREATE TRIGGER "SlackInstallation_live" AFTER INSERT OR UPDATE OR DELETE ON "SlackInstallation" FOR EACH ROW EXECUTE FUNCTION millrace_notify_live('slack', 'id');
