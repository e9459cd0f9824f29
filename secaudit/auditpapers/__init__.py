"""The papers of an audit on A4: plan, notice, request for documents, working papers, letters, report."""
