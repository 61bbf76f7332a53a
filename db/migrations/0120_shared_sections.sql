-- How many enterprises share a section of industry decides whether an unnamed request may show it.
create index organization_section on organization (left(industry_code, 1))
  where kind = 'enterprise' and standing = 'verified';

-- An application to one institution has no place in a session.
delete from round_request using round, request
where round.id = round_request.round_id and request.id = round_request.request_id
  and round.state = 'planned' and request.audience = 'direct';
delete from session_item using request
where request.id = session_item.request_id and request.audience = 'direct';
