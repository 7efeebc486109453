package suite

// One object for each action that it has something to do with.
const (
	internalIngress = `{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop",
		"annotations":{"alb.ingress.kubernetes.io/scheme":"internal","alb.ingress.kubernetes.io/target-type":"ip",
		"alb.ingress.kubernetes.io/target-group-attributes":"deregistration_delay.timeout_seconds=90"},
		"finalizers":["ingress.k8s.aws/resources"]},
		"spec":{"ingressClassName":"alb","rules":[{"http":{"paths":[{"path":"/","pathType":"Prefix",
		"backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}}`
	internalService = `{"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop",
		"annotations":{"service.beta.kubernetes.io/aws-load-balancer-scheme":"internal"},
		"finalizers":["service.k8s.aws/resources"]},
		"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb","ports":[{"port":443,"targetPort":8443}]}}`
	pullSecret = `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"regcred","namespace":"shop"},
		"type":"kubernetes.io/dockerconfigjson","data":{".dockerconfigjson":"` +
		`eyJhdXRocyI6eyIxMTExMjIyMjMzMzMuZGtyLmVjci5hcC1ub3J0aGVhc3QtMS5hbWF6b25hd3MuY29tIjp7ImF1dGgiOiJRVmRUT25nPSJ9fX0="}}`
	gatedDeployment = `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop"},
		"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
		"spec":{"readinessGates":[{"conditionType":"target-health.elbv2.k8s.aws/k8s-shop-web-1a2b3c4d5e"},
		{"conditionType":"example.com/warm"}],"containers":[{"name":"web","image":"nginx:1.27"}]}}}}`
	targetGroupBinding = `{"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"TargetGroupBinding",
		"metadata":{"name":"k8s-shop-web-1a2b3c4d5e","namespace":"shop","finalizers":["elbv2.k8s.aws/resources"]},
		"spec":{"serviceRef":{"name":"web","port":80},"targetType":"ip",
		"targetGroupARN":"arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:targetgroup/web/1a2b3c4d5e"}}`
)

var samples = []struct{ action, object string }{
	{"eks2gke.io/aws-only", targetGroupBinding},
	{"eks2gke.io/ingress", internalIngress},
	{"eks2gke.io/pull-secret", pullSecret},
	{"eks2gke.io/service", internalService},
	{"eks2gke.io/workload", gatedDeployment},
}
