"""AWS's own grammar and tables: ARNs, hosts, zones, services that have no region in their names."""
